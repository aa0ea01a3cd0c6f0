export * from './problem';
export * from './page';
export * from './appeals';
export * from './cases';
export * from './supervision';
export * from './supervision-orders';
export * from './reminders';
export * from './rates';
