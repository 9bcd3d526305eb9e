import type { Exporter } from '../../panels/inspector/model/log-export-control.ts'
import type { FilePlace } from '../../panels/shared/choose-file.ts'
import type { ExportMessage, ExportOrder, ExportTask } from '../../panels/shared/log-export.ts'

export interface FakeExporter extends Exporter {
  readonly tasks: ExportTask[]
  readonly saved: string[]
  readonly orders: ExportOrder[]
  readonly discarded: FileSystemFileHandle[]
  /** Where the file is to go; the person is asked for each. */
  place: FilePlace
  readonly ended: ExportTask[]
  /** The Worker tells something. */
  tell(message: ExportMessage): void
}

export function fakeExporter(): FakeExporter {
  const tasks: ExportTask[] = []
  const orders: ExportOrder[] = []
  const discarded: FileSystemFileHandle[] = []
  const saved: string[] = []
  const ended: ExportTask[] = []
  let listener: (message: ExportMessage) => void = () => {}
  return {
    version: '1.2.3',
    place: { type: 'download' },
    async choose() {
      return this.place
    },
    discard: async (file) => void discarded.push(file),
    tasks,
    orders,
    discarded,
    saved,
    ended,
    save: (_, name) => saved.push(name),
    start(order, listen) {
      const { task } = order
      orders.push(order)
      tasks.push(task)
      listener = listen
      return () => ended.push(task)
    },
    tell: (message) => listener(message),
  }
}
