import type { TextKey } from '../../shared/text.ts'

/** What a key does. Keys are written as they stand on the keyboard; several do the same. */
export interface KeyUse {
  readonly keys: readonly string[]
  readonly use: TextKey
}

export interface KeyGroup {
  readonly title: TextKey
  readonly uses: readonly KeyUse[]
}

/** All keys that mean something in the panel, beside those every control has. */
export const keyboardMap: readonly KeyGroup[] = [
  {
    title: 'keysPanel',
    uses: [
      { keys: ['Alt+N'], use: 'newConnection' },
      { keys: ['Alt+U'], use: 'keysUrl' },
      { keys: ['Alt+M'], use: 'keysMessage' },
      { keys: ['Alt+F'], use: 'keysFilter' },
      { keys: ['Alt+P'], use: 'searchProfiles' },
      { keys: ['F6', 'Shift+F6'], use: 'keysPanes' },
      { keys: ['?'], use: 'keysThis' },
      { keys: ['Alt+Shift+S'], use: 'keysPopup' },
    ],
  },
  {
    title: 'profiles',
    uses: [
      { keys: ['↑', '↓'], use: 'keysSelect' },
      { keys: ['→', '←'], use: 'keysFolder' },
      { keys: ['Alt+Shift+N'], use: 'newFolder' },
      { keys: ['F2'], use: 'rename' },
      { keys: ['Alt+↑', 'Alt+↓'], use: 'keysMove' },
      { keys: ['Del'], use: 'keysDelete' },
      { keys: ['Shift+F10'], use: 'actions' },
    ],
  },
  {
    title: 'url',
    uses: [
      { keys: ['Enter'], use: 'keysConnect' },
      { keys: ['↓'], use: 'keysComplete' },
    ],
  },
  {
    title: 'message',
    uses: [
      { keys: ['Ctrl+Enter', '⌘+Enter'], use: 'keysSend' },
      { keys: ['↑', 'Alt+↑', 'Alt+↓'], use: 'keysRecall' },
      { keys: ['Ctrl+Space'], use: 'keysVariable' },
      { keys: ['Ctrl+F', '⌘+F'], use: 'keysFindInMessage' },
      { keys: ['F8', 'Shift+F8'], use: 'keysFault' },
      { keys: ['Ctrl+S', 'Ctrl+Shift+S'], use: 'keysSave' },
    ],
  },
  {
    title: 'savedMessages',
    uses: [
      { keys: ['Alt+1 … 9'], use: 'keysSaved' },
      { keys: ['Enter'], use: 'keysLoadSaved' },
      { keys: ['Ctrl+Enter', '⌘+Enter'], use: 'keysSendSaved' },
      { keys: ['Alt+Enter'], use: 'keysEditSaved' },
      { keys: ['F2'], use: 'rename' },
      { keys: ['Alt+↑', 'Alt+↓'], use: 'keysMove' },
      { keys: ['Ctrl+D', '⌘+D'], use: 'duplicate' },
      { keys: ['Del'], use: 'keysDeleteSaved' },
    ],
  },
  {
    title: 'messages',
    uses: [
      { keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], use: 'keysRows' },
      { keys: ['Shift+↑', 'Shift+↓'], use: 'keysSecondRow' },
      { keys: ['→', '←'], use: 'keysExpand' },
      { keys: ['Enter'], use: 'keysDetail' },
      { keys: ['Esc'], use: 'keysClose' },
      { keys: ['Ctrl+C', '⌘+C'], use: 'keysCopyRow' },
      { keys: ['B'], use: 'keysBookmark' },
      { keys: ['N'], use: 'keysNote' },
      { keys: ['.', ','], use: 'keysBookmarks' },
      { keys: ['P'], use: 'keysPair' },
      { keys: ['Ctrl+F', '⌘+F'], use: 'findInLog' },
      { keys: ['F3', 'Ctrl+G', '⌘+G', 'Enter'], use: 'findNext' },
      { keys: ['Shift+F3', 'Ctrl+Shift+G', '⌘+Shift+G', 'Shift+Enter'], use: 'findPrevious' },
    ],
  },
  {
    title: 'tree',
    uses: [
      { keys: ['→', '←', '*'], use: 'keysTree' },
      { keys: ['Ctrl+C', 'Ctrl+Shift+C'], use: 'keysTreeCopy' },
    ],
  },
]
