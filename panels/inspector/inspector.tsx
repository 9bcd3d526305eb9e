import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useMedia } from '../shared/media.ts'
import { PolicyNotice } from '../shared/policy-notice.tsx'
import { Splitter } from '../shared/splitter.tsx'
import { t } from '../shared/text.ts'
import { ConnectionBar } from './connection/connection-bar.tsx'
import { Settings } from './connection/settings.tsx'
import { FilesDialog } from './files/files-dialog.tsx'
import { findKeys, panelKeys } from './keyboard/panel-keys.ts'
import { EnvironmentsDialog, KeyboardDialog, UndoToasts } from './lazy-parts.ts'
import { MessageLog } from './messages/message-log.tsx'
import type { InspectorModel } from './model/inspector-model.ts'
import { ProfileList } from './profiles/profile-list.tsx'
import { Welcome } from './profiles/welcome.tsx'
import { Toolbar } from './toolbar.tsx'

export function Inspector({ model }: { model: InspectorModel }) {
  const { layout, mirror, selection } = model
  const isNarrow = useMedia('(max-width: 599px), (max-width: 959px) and (max-height: 560px)').value
  const drawer = useSignal<'open' | 'closed'>('closed')
  const sidebar = isNarrow ? drawer : layout.sidebar
  const closeDrawer = () => {
    drawer.value = 'closed'
  }
  const newConnection = () => {
    closeDrawer()
    void model.newProfile()
  }
  const keyboardMap = useSignal(false)
  const showKeyboardMap = () => {
    keyboardMap.value = true
  }
  const searchProfiles = () => {
    sidebar.value = 'open'
    // When the sidebar has been drawn.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.profile-search')?.focus())
  }
  const newFolder = () => {
    sidebar.value = 'open'
    void model.browser.newFolder([])
  }
  useEffect(() => {
    const onKeyDown = panelKeys({ newConnection, newFolder, showKeyboardMap, searchProfiles })
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  })
  useEffect(() => {
    const { open, step } = model.logTools.find
    const onFindKey = findKeys({ open, step: (direction) => void step(direction) })
    addEventListener('keydown', onFindKey, { capture: true })
    return () => removeEventListener('keydown', onFindKey, { capture: true })
  }, [model])
  return (
    <div class="inspector">
      <Toolbar model={model} sidebar={sidebar} onNewConnection={newConnection} onKeyboardMap={showKeyboardMap} />
      <PolicyNotice policy={mirror.policy.value} />
      <div class="inspector-body">
        {mirror.profiles.value.length + mirror.folders.value.length > 0 && sidebar.value === 'open' && (
          <Sidebar model={model} isDrawer={isNarrow} onDone={closeDrawer} />
        )}
        <main class="main" aria-busy={!mirror.ready.value}>
          <h1 class="off-screen">{t('extensionName')}</h1>
          {selection.profile.value && <Workspace model={model} />}
          {mirror.ready.value && !selection.profile.value && <Welcome model={model} />}
        </main>
      </div>
      <UndoToasts model={model} />
      <FilesDialog model={model} />
      {keyboardMap.value && (
        <KeyboardDialog
          onClose={() => {
            keyboardMap.value = false
          }}
        />
      )}
      {model.environment.isEditing.value && <EnvironmentsDialog control={model.environment} />}
    </div>
  )
}

interface SidebarProps {
  readonly model: InspectorModel
  /** Where there is little room it lies over the rest, and goes once a profile is picked. */
  readonly isDrawer: boolean
  readonly onDone: () => void
}

function Sidebar({ model, isDrawer, onDone }: SidebarProps) {
  const { sidebarWidth } = model.layout
  return (
    <aside class={`sidebar ${isDrawer ? 'drawer' : ''}`} aria-label={t('sidebar')}>
      <div class="sidebar-content" style={isDrawer ? {} : { inlineSize: `${sidebarWidth.value}px` }}>
        <ProfileList model={model} onDone={onDone} />
      </div>
      {!isDrawer && (
        <Splitter
          label={t('sidebarWidth')}
          size={sidebarWidth}
          least={120}
          most={480}
          orientation="vertical"
          pane="previousElementSibling"
        />
      )}
    </aside>
  )
}

/** The selected profile: how it connects, what is sent, what happened. */
function Workspace({ model }: { model: InspectorModel }) {
  const { layout } = model
  const isBeside = useMedia('(max-height: 480px) and (min-width: 760px)').value
  const size = isBeside ? layout.composerWidth : layout.composerHeight
  return (
    <>
      <ConnectionBar key={model.selection.profileId.value} model={model} />
      <div class={`workspace ${isBeside ? 'beside' : 'stacked'}`}>
        <div class="settings-pane" style={{ flexBasis: `${size.value}px` }}>
          <Settings model={model} />
        </div>
        <Splitter
          label={t('composerSize')}
          size={size}
          least={isBeside ? 200 : 96}
          most={isBeside ? 1200 : 900}
          orientation={isBeside ? 'vertical' : 'horizontal'}
          pane="previousElementSibling"
        />
        <MessageLog
          model={model}
          log={model.log}
          shownLog={model.shownLog}
          onDeleteRecording={model.recordingRemoval.remove}
          exporting={model.exporting}
          tools={model.logTools}
          highlighted={model.rules.highlighted}
        />
      </div>
    </>
  )
}
