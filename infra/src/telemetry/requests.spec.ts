import { giveWay, requestArrived } from './requests';

const tookInMs = async () => {
  const from = performance.now();
  await giveWay();
  return performance.now() - from;
};

it('gives way only while several requests are in hand, and counts each request out once', async () => {
  expect(await tookInMs()).toBeLessThan(15);
  const answered = Array.from({ length: 4 }, () => requestArrived());
  expect(await tookInMs()).toBeGreaterThanOrEqual(15);
  for (const over of answered) {
    over();
    over();
  }
  expect(await tookInMs()).toBeLessThan(15);
  const again = Array.from({ length: 3 }, () => requestArrived());
  expect(await tookInMs()).toBeLessThan(15);
  for (const over of again) over();
});
