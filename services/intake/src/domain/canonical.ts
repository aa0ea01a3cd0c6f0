export { canonicalJson } from '@suqiao/contracts';
