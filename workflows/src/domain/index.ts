export * from './lifecycle';
export * from './clocks';
export * from './evolve';
export * from './deadlines';
export * from './business-clock';
export * from './office-time';
export * from './levels';
