import type { Provider } from '@nestjs/common';
import { ImportsFiles } from './imports.files';
import { ImportsService } from './imports.service';
import { IMPORT_DAYS_KEPT, importDaysKept } from './imports.settings';
import { ImportsStore } from './imports.store';
import { ImportsSweep } from './imports.sweep';

/** What imports are made of, for intake's composition. */
export const importsProviders: readonly Provider[] = [ImportsStore, ImportsSweep, ImportsService, ImportsFiles, { provide: IMPORT_DAYS_KEPT, useFactory: () => importDaysKept(process.env) }];
