/** Every entity of the product, in an explicit list: the load order of ESM import cycles must not decide what the ORM sees. */
export const entities = [];
