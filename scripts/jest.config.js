export default { testMatch: ['**/*.test.mjs'], transform: {}, moduleFileExtensions: ['mjs', 'js', 'json'] };
