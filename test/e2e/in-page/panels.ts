/** `complete` is a panel that has also fetched what it did not need to be used. */
export type PanelState = 'usable' | 'complete'

let opened = 0

/** Opens the panel in a frame until it is so far, and closes it, so many times. Each has an address of its own. */
export async function openPanels(times: number, until: PanelState): Promise<void> {
  for (let time = 0; time < times; time++) {
    opened += 1
    const frame = document.createElement('iframe')
    frame.width = '900'
    frame.height = '500'
    frame.src = `/panels/inspector/index.html?panel=${opened}`
    document.body.append(frame)
    await usable(frame)
    if (until === 'complete') await complete(frame)
    frame.remove()
  }
}

/** The panel marks it on its own timeline. */
function complete({ contentWindow }: HTMLIFrameElement): Promise<void> {
  const { PerformanceObserver: Observer } = contentWindow as Window & typeof globalThis
  return new Promise((resolve) => {
    const observer = new Observer((marks) => {
      if (marks.getEntriesByName('complete').length === 0) return
      observer.disconnect()
      resolve()
    })
    observer.observe({ type: 'mark', buffered: true })
  })
}

function usable(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve, reject) => {
    frame.onerror = () => reject(new Error('The panel could not be loaded.'))
    frame.onload = () => {
      const page = frame.contentDocument
      if (!page) return reject(new Error('The panel has no document.'))
      const isUsable = () => page.querySelector('.main[aria-busy="false"]') !== null
      const observer = new MutationObserver(() => isUsable() && done())
      const done = () => {
        observer.disconnect()
        resolve()
      }
      if (isUsable()) done()
      else observer.observe(page, { subtree: true, childList: true, attributes: true })
    }
  })
}
