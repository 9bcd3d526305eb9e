import type { Exporter } from '../../panels/inspector/model/log-export-control.ts'
import type { ExportMessage, ExportTask } from '../../panels/shared/log-export.ts'

export interface FakeExporter extends Exporter {
  readonly tasks: ExportTask[]
  readonly saved: string[]
  readonly ended: ExportTask[]
  /** The Worker tells something. */
  tell(message: ExportMessage): void
}

export function fakeExporter(): FakeExporter {
  const tasks: ExportTask[] = []
  const saved: string[] = []
  const ended: ExportTask[] = []
  let listener: (message: ExportMessage) => void = () => {}
  return {
    version: '1.2.3',
    tasks,
    saved,
    ended,
    save: (_, name) => saved.push(name),
    start(task, listen) {
      tasks.push(task)
      listener = listen
      return () => ended.push(task)
    },
    tell: (message) => listener(message),
  }
}
