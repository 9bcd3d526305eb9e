import { computed, type ReadonlySignal } from '@preact/signals'
import type { Profile } from '../../../src/core/profile.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { DocumentWorker } from '../../shared/document/document-client.ts'
import type { Session } from '../../shared/session.ts'
import { createExpandedRows, type ExpandedRows } from './expanded-rows.ts'
import type { Layout } from './inspector-model.ts'
import { createLogFind, type LogFind } from './log-find.ts'
import { createLogMarks, type LogMarks } from './log-marks.ts'
import { createLogPairs, type LogPairs } from './log-pairs.ts'
import type { LogView } from './log-view.ts'
import { createPickedSpan, type PickedSpan } from './picked-span.ts'
import { createOpenedAt, type OpenedAt } from './row-times.ts'

/** What a person can do with the rows of a log beside looking at them. */
export interface LogTools {
  readonly layout: Layout
  readonly openedAt: ReadonlySignal<OpenedAt>
  readonly span: PickedSpan
  readonly find: LogFind
  readonly marks: LogMarks
  readonly pairs: LogPairs
  readonly expanded: ExpandedRows
  announce(words: string): void
}

export interface LogToolsContext {
  readonly log: LogView
  readonly layout: Layout
  readonly logId: ReadonlySignal<string | undefined>
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly profile: ReadonlySignal<Profile | undefined>
  readonly call: Session['call']
  readonly startDocumentWorker: () => DocumentWorker
  announce(words: string): void
}

export function createLogTools(context: LogToolsContext): LogTools {
  const { log, layout, logId, connection, profile, call } = context
  return {
    layout,
    openedAt: createOpenedAt({
      mode: layout.timeMode,
      shown: log.feed.shown,
      connection: computed(() => (connection.value?.logId === logId.value ? connection.value : undefined)),
      logId,
      opened: (seq, notBefore) => log.ask((opened) => opened.opened(seq, notBefore)),
    }),
    span: createPickedSpan(log),
    find: createLogFind(log, logId),
    marks: createLogMarks({ log, logId, call }),
    pairs: createLogPairs({ log, profile }),
    expanded: createExpandedRows(context),
    announce: context.announce,
  }
}
