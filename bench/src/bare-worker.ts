import { durable, openMongo } from '@suqiao/infra/mongo';
import { temporalSettings } from '@suqiao/infra/temporal';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { BareActivities } from './bare-workflows';
import { bareTaskQueue, limitDatabase } from './names';

/** The worker of the bare workflows: a process of its own with the settings of Suqiao's worker. */
async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM', 'SIGINT'] });
  const mongo = await openMongo(process.env, 'bench-worker');
  const steps = mongo.getClient().db(limitDatabase).collection('steps');
  const activities: BareActivities = {
    insertStep: async (lifeId, step) => {
      await steps.insertOne({ lifeId, step, at: new Date() }, { writeConcern: durable });
    },
  };
  const { connectionOptions, namespace } = temporalSettings(process.env);
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({
    connection, namespace, taskQueue: bareTaskQueue, workflowsPath: require.resolve('./bare-workflows'), activities: { ...activities },
    maxCachedWorkflows: 150, stickyQueueScheduleToStartTimeout: '2s', shutdownGraceTime: '5s',
  });
  try {
    await worker.run();
  } finally {
    await connection.close();
    await mongo.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
