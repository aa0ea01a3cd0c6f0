import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { ClassificationModule, routes as classificationRoutes } from '@suqiao/classification';
import { DispatchModule, routes as dispatchRoutes } from '@suqiao/dispatch';
import { assertRoutesDocumented, buildOpenApiDocument, createHttpApplication } from '@suqiao/infra/http';
import { nestLogger } from '@suqiao/infra/telemetry';
import { IntakeModule, routes as intakeRoutes } from '@suqiao/intake';
import { routes as supervisionRoutes, SupervisionModule } from '@suqiao/supervision';

/** The services' own controllers; what they depend on is never called here. */
const controllers: Type[] = [IntakeModule, ClassificationModule, DispatchModule, SupervisionModule].flatMap((service): Type[] => Reflect.getMetadata('controllers', service));
const dependencies = controllers.flatMap((controller): { param: symbol }[] => Reflect.getMetadata('self:paramtypes', controller) ?? []);

@Module({ controllers, providers: [...new Set(dependencies.map(({ param }) => param))].map((provide) => ({ provide, useValue: {} })) })
class DoorsModule {}

it('documents every route of every service, and none besides', async () => {
  const application = await createHttpApplication(DoorsModule, nestLogger('test'));
  await application.init();
  try {
    const document = buildOpenApiDocument([...intakeRoutes, ...classificationRoutes, ...dispatchRoutes, ...supervisionRoutes], '0.0.0');
    expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(10);
    assertRoutesDocumented(application, document);
    const ids = Object.values(document.paths ?? {}).flatMap((item) => [item.get?.operationId, item.post?.operationId]).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
  } finally {
    await application.close();
  }
});
