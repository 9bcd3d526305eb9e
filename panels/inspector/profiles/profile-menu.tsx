import type { ProfileView } from '../../../src/wire/view.ts'
import { Menu, type MenuItem, type MenuPlace } from '../../shared/menu.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { FolderNode, TreeNode } from './profile-tree.ts'

interface ProfileMenuProps {
  readonly model: InspectorModel
  readonly node: TreeNode
  readonly place: MenuPlace
  readonly onClose: () => void
}

/** What can be done with a profile or a folder. */
export function ProfileMenu({ model, node, place, onClose }: ProfileMenuProps) {
  const items = node.type === 'folder' ? folderItems(model, node) : profileItems(model, node, node.profile)
  return <Menu label={t('actions')} items={items} place={place} onClose={onClose} />
}

function folderItems(model: InspectorModel, node: FolderNode): readonly MenuItem[] {
  const { browser, deletion } = model
  const newConnection = () => {
    // What is made is to be seen.
    if (!browser.isExpanded(node.key)) browser.toggle(node.key)
    void model.newProfile(node.path)
  }
  return [
    { label: t('newConnectionHere'), onPick: newConnection },
    { label: t('newFolderHere'), onPick: () => void browser.newFolder(node.path) },
    { label: t('rename'), keys: 'F2', onPick: () => browser.startRenaming(node) },
    ...stepItems(model, node),
    { label: t('dissolveFolder'), onPick: () => void browser.dissolve(node.path) },
    { label: t('deleteFolder'), keys: t('keyDelete'), onPick: () => void deletion.removeFolder(node.path) },
  ]
}

/** What the organisation gave can only be copied. */
function profileItems(model: InspectorModel, node: TreeNode, profile: ProfileView): readonly MenuItem[] {
  const { browser, deletion } = model
  const duplicate = { label: t('duplicate'), onPick: () => void browser.duplicate(profile) }
  if (profile.origin !== undefined) return [duplicate]
  const moveToFolder = () => {
    browser.moving.value = profile
  }
  return [
    { label: t('rename'), keys: 'F2', onPick: () => browser.startRenaming(node) },
    duplicate,
    ...stepItems(model, node),
    { label: t('moveToFolder'), onPick: moveToFolder },
    { label: t('deleteProfile'), keys: t('keyDelete'), onPick: () => void deletion.remove(profile.id) },
  ]
}

function stepItems({ browser }: InspectorModel, { key }: TreeNode): readonly MenuItem[] {
  return [
    { label: t('moveUp'), keys: 'Alt+↑', onPick: () => void browser.step(key, 'up') },
    { label: t('moveDown'), keys: 'Alt+↓', onPick: () => void browser.step(key, 'down') },
  ]
}
