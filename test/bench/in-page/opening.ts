import { openSession } from './session.ts'

/** Makes profiles, some of them in folders. */
export async function makeProfiles(count: number): Promise<void> {
  const session = openSession()
  for (let index = 0; index < count; index++) {
    const name = `Profile ${index}`
    const folder = index % 3 === 0 ? [] : [`Folder ${index % 7}`]
    await session.call('profile.create', { name, folder, kind: 'json', url: `wss://host-${index}.example/path` })
  }
  session.close()
}

/**
 * Opens a page of the extension in a frame, several times one after the other.
 * @param selector what is there once the page can be used
 * @returns milliseconds from the order to open it to the frame of animation in which it can be used
 */
export async function openPages(page: string, selector: string, times: number): Promise<number[]> {
  const took: number[] = []
  for (let time = 0; time < times; time++) {
    const frame = document.createElement('iframe')
    frame.width = '1280'
    frame.height = '800'
    const start = performance.now()
    frame.src = `/${page}`
    document.body.append(frame)
    while (!frame.contentDocument?.querySelector(selector)) {
      if (performance.now() - start > 20_000) throw new Error(`${page} did not show ${selector}.`)
      await new Promise(requestAnimationFrame)
    }
    took.push(performance.now() - start)
    frame.remove()
  }
  return took
}
