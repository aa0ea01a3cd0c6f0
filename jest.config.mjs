/** Nest and a few others ship ESM only; jest's own loader needs them as CommonJS. */
const esmOnly = ['@nestjs/', '@platformatic/', 'oidc-provider', 'jose', 'execa', 'listr2', 'uuidv7', 'csv-parse'];

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
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')}))`],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.suqiao/', '<rootDir>/.nx/'],
};

export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/src/**/*.spec.ts'] },
    { ...shared, displayName: 'service', testMatch: ['**/src/**/*.service-spec.ts', '<rootDir>/tests/**/*.service-spec.ts'] },
  ],
};
