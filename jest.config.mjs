/** Ship ESM only, or (mongodb) load a module by dynamic import; jest's own loader needs both as CommonJS. */
const toCommonJs = ['mongodb/', '@nestjs/', '@platformatic/', 'oidc-provider', 'jose', 'execa', 'listr2', 'uuidv7', 'csv-parse', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer/', '@borewit/', 'openapi-typescript', 'parse-json', 'index-to-position', 'change-case', 'supports-color', 'echarts/', 'zrender/', 'hyparquet'];

const compiler = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx },
      target: 'es2023',
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@suqiao/source', 'node', 'node-addons', 'require', 'default'] },
  transform: { '^.+\\.tsx$': compiler(true), '^.+\\.(ts|js|mjs)$': compiler(false) },
  transformIgnorePatterns: [`/node_modules/(?!(${toCommonJs.join('|')}))`],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.suqiao/', '<rootDir>/.nx/'],
};

export default {
  testTimeout: 120_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/src/**/*.spec.ts'] },
    { ...shared, displayName: 'service', testMatch: ['**/src/**/*.service-spec.ts', '<rootDir>/tests/**/*.service-spec.ts'] },
  ],
};
