/** Every name that a plain object, an array or a function answers to without having been given it. */
export const PROTOTYPE_WORDS: readonly string[] = [
  ...new Set([Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.getOwnPropertyNames(one))),
].filter((word) => ['constructor', '__proto__'].includes(word) || Object.hasOwn(Object.prototype, word) || word.length > 8);
