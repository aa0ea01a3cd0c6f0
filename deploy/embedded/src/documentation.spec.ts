import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { assertRoutesDocumented, buildOpenApiDocument, createHttpApplication } from '@suqiao/infra/http';
import { nestLogger } from '@suqiao/infra/telemetry';
import { apiRoutes } from './openapi';
import { serviceModules } from './services';

/** The services' own controllers; what they depend on is never called here. */
const controllers: Type[] = serviceModules.flatMap((service): Type[] => Reflect.getMetadata('controllers', service));
const dependencies = controllers.flatMap((controller): { param: symbol }[] => Reflect.getMetadata('self:paramtypes', controller) ?? []);

@Module({ controllers, providers: [...new Set(dependencies.map(({ param }) => param))].map((provide) => ({ provide, useValue: {} })) })
class DoorsModule {}

it('documents every route of every service, and none besides', async () => {
  const application = await createHttpApplication(DoorsModule, nestLogger('test'));
  await application.init();
  try {
    const document = buildOpenApiDocument(apiRoutes, '0.0.0');
    expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(10);
    assertRoutesDocumented(application, document);
    const ids = Object.values(document.paths ?? {}).flatMap((item) => [item.get?.operationId, item.post?.operationId]).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
  } finally {
    await application.close();
  }
});
