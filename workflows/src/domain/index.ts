export * from './lifecycle';
export * from './clocks';
export * from './evolve';
export * from './deadlines';
export * from './levels';
