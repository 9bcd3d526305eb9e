import { MessageDocument } from './message-document.ts'

/** What a document can be asked, by name. */
export type DocumentQuestion = keyof MessageDocument

export type DocumentArguments<Name extends DocumentQuestion> = Parameters<MessageDocument[Name]>

export type DocumentAnswer<Name extends DocumentQuestion> = Awaited<ReturnType<MessageDocument[Name]>>

/** A document, wherever it is kept. */
export interface DocumentHandle {
  ask<Name extends DocumentQuestion>(name: Name, ...args: DocumentArguments<Name>): Promise<DocumentAnswer<Name>>
  /** Gives up what is under way, and all that is kept. */
  close(): void
}

/** A question as it goes to a Worker; the first message is the text itself. */
export interface DocumentRequest {
  readonly id: number
  readonly name: DocumentQuestion
  readonly args: readonly unknown[]
}

export type DocumentReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: string }

/** A document on the thread that asks. */
export function openHere(text: string): DocumentHandle {
  const document = new MessageDocument(text)
  return {
    ask: (name, ...args) => answer(document, name, args),
    close: () => {},
  }
}

/** Asks a document by the name of the question. */
export async function answer<Name extends DocumentQuestion>(
  document: MessageDocument,
  name: Name,
  args: readonly unknown[],
): Promise<DocumentAnswer<Name>> {
  const ask = document[name] as (...given: readonly unknown[]) => DocumentAnswer<Name> | Promise<DocumentAnswer<Name>>
  return await ask.apply(document, [...args])
}
