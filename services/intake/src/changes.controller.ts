import { Controller, Get, Inject } from '@nestjs/common';
import { changesKeptInDays, changesQuerySchema, type ChangesPage, type ChangesQuery } from '@suqiao/contracts';
import { AllowChannel, CurrentChannel, NeedsScope, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, ProblemError, ZodQuery } from '@suqiao/infra/http';
import { ChangesStore } from './changes.store';
import { ChangeViews } from './changes.views';

const latest = 'latest';
const dayInMs = 24 * 3600 * 1000;

/** 渠道's door to everything that became of its appeals. */
@Controller('api/v1/changes')
export class ChangesController {
  constructor(
    @Inject(ChangesStore) private readonly changes: ChangesStore,
    @Inject(ChangeViews) private readonly views: ChangeViews,
  ) {}

  @Get()
  @AllowChannel()
  @NeedsScope('appeals:read')
  async list(@CurrentChannel() { name, sandbox }: CurrentChannelInfo, @ZodQuery(changesQuerySchema) { after, limit }: ChangesQuery): Promise<ChangesPage> {
    const now = new Date();
    if (after === latest) return { items: [], nextCursor: cursorAt(await this.changes.latest(), now), more: false };
    const start = placeOf(after, now);
    const found = await this.changes.after(name, sandbox, start, limit);
    const page = found.slice(0, limit);
    return { items: await this.views.of(page, sandbox), nextCursor: cursorAt(page.at(-1)?.sequence ?? start, now), more: found.length > limit };
  }
}

/** A cursor says, besides its place, when it was given: one that is older than what is kept may have missed something. */
function cursorAt(sequence: number, now: Date): string {
  return encodeCursor([String(sequence), now.toISOString()]) ?? '';
}

/** @throws ProblemError `invalid-request` for a cursor that was never given, or so long ago that changes behind it are gone */
function placeOf(after: string | undefined, now: Date): number {
  const position = decodeCursor(after, 'after');
  if (position === null) return 0;
  const [sequence, givenAt] = [Number(position[0]), Date.parse(position[1])];
  const rule = !Number.isSafeInteger(sequence) || Number.isNaN(givenAt) ? 'cursor.invalid' : givenAt < now.getTime() - changesKeptInDays * dayInMs ? 'cursor.expired' : null;
  if (rule === null) return sequence;
  throw new ProblemError('invalid-request', { errors: [{ parameter: 'after', rule, detail: fieldFault('', rule).detail }] });
}
