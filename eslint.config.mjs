import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Who may import whom: contracts <- directory <- workflows <- services <- deploy; infra -> contracts; no service imports another. */
const boundaries = [
  { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:directory', onlyDependOnLibsWithTags: ['scope:contracts'] },
  { sourceTag: 'scope:workflows', onlyDependOnLibsWithTags: ['scope:contracts'] },
  { sourceTag: 'scope:infra', onlyDependOnLibsWithTags: ['scope:contracts'] },
  { sourceTag: 'scope:console', onlyDependOnLibsWithTags: ['scope:contracts'] },
  {
    sourceTag: 'scope:service',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:directory', 'scope:workflows', 'scope:infra'],
  },
  { sourceTag: 'scope:client', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:deploy', onlyDependOnLibsWithTags: ['*'] },
];

/** What a pure folder may not touch. */
const impure = {
  'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'crypto'],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'A domain folder gets the time as an argument.' },
    { object: 'Math', property: 'random', message: 'A domain folder has no randomness.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A domain folder gets the time as an argument.' },
  ],
  'no-restricted-imports': ['error', { patterns: ['node:*', '@nestjs/*', 'mongoose', '@platformatic/*', '@temporalio/*', '@suqiao/infra/*'] }],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.suqiao/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], banTransitiveDependencies: false, enforceBuildableLibDependency: false, depConstraints: boundaries },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }],
    },
  },
  { files: ['**/*.spec.ts', '**/*.service-spec.ts', '**/*.spec.tsx', 'tests/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/domain/**/*.ts'], ignores: ['**/*.spec.ts'], rules: impure },
);
