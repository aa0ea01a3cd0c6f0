/** The engines of the embedded stack. */
export const stackParts = ['mongod', 'kafka', 'temporal'] as const;
export type StackPart = (typeof stackParts)[number];
