/** Opens the panel in a frame until it can be used, and closes it, so many times. */
export async function openPanels(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const frame = document.createElement('iframe')
    frame.width = '900'
    frame.height = '500'
    frame.src = '/panels/inspector/index.html'
    document.body.append(frame)
    await usable(frame)
    frame.remove()
  }
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
