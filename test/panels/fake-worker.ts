import { type ObjectReply, type ObjectRequest, type ObjectWorker, reply } from '../../panels/shared/worker-object.ts'

/**
 * A Worker that is none: what it is told is copied as on its way to another thread, and answered here.
 * @param open makes the object that is served of the first message
 * @param copy what becomes of a question on its way
 */
export function fakeWorker<First>(
  open: (first: First) => object,
  copy: (request: ObjectRequest) => ObjectRequest = structuredClone,
): ObjectWorker<First> {
  let served: object | undefined
  let listener: ((event: MessageEvent<ObjectReply>) => void) | undefined
  const isRequest = (message: ObjectRequest | First): message is ObjectRequest =>
    typeof message === 'object' && message !== null && 'id' in message
  return {
    postMessage(message) {
      if (!isRequest(message)) served = open(message)
      else if (served) {
        const answered = reply(served, copy(message))
        void answered.then((data) => listener?.(new MessageEvent('message', { data: structuredClone(data) })))
      }
    },
    addEventListener(_, listen) {
      listener = listen
    },
    terminate() {
      listener = undefined
    },
  }
}
