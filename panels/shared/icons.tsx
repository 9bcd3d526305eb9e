import type { ComponentChildren } from 'preact'

// Drawn for this project on a grid of 16 pixels, lines 1.5 wide in the colour of the text around them.

export type IconName =
  | 'sidebar'
  | 'add'
  | 'pin'
  | 'trash'
  | 'eject'
  | 'connect'
  | 'disconnect'
  | 'reconnect'
  | 'send'
  | 'sent'
  | 'received'
  | 'handshake'
  | 'opened'
  | 'closed'
  | 'error'
  | 'note'
  | 'search'
  | 'filter'
  | 'previous'
  | 'next'
  | 'stop'
  | 'pair'
  | 'end'
  | 'copy'
  | 'done'
  | 'close'
  | 'warning'
  | 'pause'
  | 'resume'
  | 'clear'
  | 'save'
  | 'eye'
  | 'lock'
  | 'variables'
  | 'import'
  | 'export'
  | 'more'
  | 'page'
  | 'keyboard'
  | 'options'
  | 'expand'
  | 'bookmark'
  | 'bookmarks'
  | 'edit'
  | 'bolt'
  | 'folder'
  | 'fold'
  | 'braces'
  | 'compress'
  | 'file'
  | 'path'
  | 'unfold'
  | 'foldAll'

const shapes: Readonly<Record<IconName, ComponentChildren>> = {
  sidebar: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M6.5 3v10" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  resume: <path class="filled" d="M5 3l8 5-8 5z" />,
  clear: <path d="M13.5 8A5.5 5.5 0 1 1 8 2.5 5.5 5.5 0 0 1 13.5 8M4.2 4.2l7.6 7.6" />,
  path: <path d="M3 3v9.5h4M3 7h4M9.5 7h4M9.5 12.5h4" />,
  unfold: <path d="M4.5 5.75 8 2.5l3.5 3.25M4.5 10.25 8 13.5l3.5-3.25" />,
  foldAll: <path d="M4.5 2.75 8 6l3.5-3.25M4.5 13.25 8 10l3.5 3.25" />,
  save: <path d="M8 2.5v7M5 7l3 3 3-3M3 12.5h10" />,
  add: <path d="M8 3v10M3 8h10" />,
  pin: <path d="M6 2.5h4M6.75 2.5v4L4.5 9.25h7L9.25 6.5v-4M8 9.25v4.25" />,
  trash: <path d="M3 4.5h10M6.25 4.25V2.75h3.5v1.5M4.25 4.75l.5 8.5h6.5l.5-8.5M6.75 7v3.75M9.25 7v3.75" />,
  eject: <path d="M8 3.25 13 9H3zM3.25 12.25h9.5" />,
  connect: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <circle class="filled" cx="8" cy="8" r="1.75" />
    </>
  ),
  disconnect: <path d="M4 4l8 8M12 4l-8 8" />,
  reconnect: <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.25v2.5h-2.5" />,
  send: <path d="M2.75 3.25 13.5 8 2.75 12.75 4.5 8zM4.5 8H9" />,
  sent: <path d="M8 13V3.25M4.25 7 8 3.25 11.75 7" />,
  received: <path d="M8 3v9.75M4.25 9 8 12.75 11.75 9" />,
  handshake: <path d="M2.5 5.75h10.25M10 3l2.75 2.75M13.5 10.25H3.25M6 13l-2.75-2.75" />,
  opened: <path d="m3.25 8.5 3 3 6.5-7" />,
  closed: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M4.5 11.5l7-7" />
    </>
  ),
  error: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M8 5v3.75M8 10.75v.25" />
    </>
  ),
  note: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M8 7.25V11M8 5v.25" />
    </>
  ),
  lock: <path d="M4 7.25h8v6H4zM5.5 7.25v-2a2.5 2.5 0 0 1 5 0v2" />,
  variables: (
    <path d="M5.25 2.75c-2.25 0-.5 5.25-2.5 5.25 2 0 .25 5.25 2.5 5.25M10.75 2.75c2.25 0 .5 5.25 2.5 5.25-2 0-.25 5.25-2.5 5.25M6.75 6.5l2.5 3M9.25 6.5l-2.5 3" />
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.25 3.25" />
    </>
  ),
  filter: <path d="M2.5 3.5h11L9.5 8.5v3.25L6.5 13.5v-5z" />,
  previous: <path d="m3.75 10 4.25-4.25L12.25 10" />,
  next: <path d="M3.75 6 8 10.25 12.25 6" />,
  stop: <rect class="filled" x="4" y="4" width="8" height="8" rx="1" />,
  pair: <path d="M2.5 5.5h10M9.75 2.75 12.5 5.5 9.75 8.25M13.5 10.5h-10M6.25 7.75 3.5 10.5l2.75 2.75" />,
  end: <path d="M8 2.5v7.25M4.5 6.5 8 10l3.5-3.5M3.5 13h9" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="7.5" height="8" rx="1" />
      <path d="M3.25 10.5V3.5a1 1 0 0 1 1-1h6" />
    </>
  ),
  done: <path d="m3.25 8.5 3 3 6.5-7" />,
  close: <path d="M4.25 4.25l7.5 7.5M11.75 4.25l-7.5 7.5" />,
  eye: (
    <>
      <path d="M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  import: <path d="M8 2.5V10M4.75 7 8 10.25 11.25 7M2.75 10.5v2.75h10.5V10.5" />,
  export: <path d="M8 10V2.5M4.75 5.5 8 2.25l3.25 3.25M2.75 10.5v2.75h10.5V10.5" />,
  page: <path d="M3.25 2.75h9.5v10.5h-9.5zM3.25 5.75h9.5M5.75 8.5h4.5M5.75 10.75h2.75" />,
  more: (
    <>
      <circle class="filled" cx="3.5" cy="8" r="1.25" />
      <circle class="filled" cx="8" cy="8" r="1.25" />
      <circle class="filled" cx="12.5" cy="8" r="1.25" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.75" y="4" width="12.5" height="8" rx="1.25" />
      <path d="M4.25 6.75h.01M6.75 6.75h.01M9.25 6.75h.01M11.75 6.75h.01M5.25 9.5h5.5" />
    </>
  ),
  options: (
    <path d="M2.25 4.75h5.5M11.25 4.75h2.5M2.25 11.25h2.5M8.25 11.25h5.5M11.25 4.75a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0M8.25 11.25a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0" />
  ),
  expand: <path d="M6 3.75 10.25 8 6 12.25" />,
  bookmark: <path d="M4 2.5h8v11l-4-3.25-4 3.25z" />,
  bookmarks: <path d="M2.75 4.5h7v9l-3.5-2.75-3.5 2.75zM5.75 2.25h7.5v9" />,
  edit: <path d="M10.75 2.75l2.5 2.5-7.5 7.5-3.25.75.75-3.25zM9 4.5 11.5 7" />,
  bolt: <path d="M9 1.75 3.75 9H8l-1 5.25L12.25 7H8z" />,
  folder: <path d="M2 4a1 1 0 0 1 1-1h3.25l1.5 1.75H13a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />,
  fold: <path d="M4 6.25 8 10.25l4-4" />,
  braces: (
    <path d="M6 2.5H5A1.5 1.5 0 0 0 3.5 4v2.5L2.25 8 3.5 9.5V12A1.5 1.5 0 0 0 5 13.5h1M10 2.5h1A1.5 1.5 0 0 1 12.5 4v2.5L13.75 8 12.5 9.5V12a1.5 1.5 0 0 1-1.5 1.5h-1" />
  ),
  compress: <path d="M2.5 8h11M8 1.75v3.5M6 3.75l2 1.75 2-1.75M8 14.25v-3.5M6 12.25l2-1.75 2 1.75" />,
  file: <path d="M9.25 1.75H4.5a1 1 0 0 0-1 1v10.5a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5zM9.25 1.75V5h3.25" />,
  warning: <path d="M8 2.75 14 13.25H2zM8 6.5v3M8 11.25v.25" />,
}

/** An icon beside or instead of words; what it means is always said in words, too. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  )
}
