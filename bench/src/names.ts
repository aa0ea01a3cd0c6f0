/** Task queue of the bare workflows, beside Suqiao's. */
export const bareTaskQueue = 'bench-bare';
/** Database of the limits' own documents, in the mongod that Suqiao writes to. */
export const limitDatabase = 'bench_limit';
/** Database of Suqiao when its connection string names none. */
export const suqiaoDatabase = 'suqiao';
