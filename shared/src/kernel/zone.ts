/** Apart from the schemas, so that a page that only shows times need not load them. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';
