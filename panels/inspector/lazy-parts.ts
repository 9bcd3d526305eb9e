import { type Lazy, lazy } from '../shared/lazy.tsx'

// What the panel is painted without. It comes as soon as there is nothing else to do, so that nobody waits for it.

const tabs = () => import('./connection/more-tabs.ts')
export const ParametersTab = lazy(async () => (await tabs()).ParametersTab)
export const AuthTab = lazy(async () => (await tabs()).AuthTab)
export const StaleToken = lazy(async () => (await tabs()).StaleToken)
export const HeadersTab = lazy(async () => (await tabs()).HeadersTab)
export const OptionsTab = lazy(async () => (await tabs()).OptionsTab)
export const HandshakeTab = lazy(async () => (await tabs()).HandshakeTab)
export const UrlOffer = lazy(async () => (await tabs()).UrlOffer)
export const TextOffer = lazy(async () => (await tabs()).TextOffer)
export const AllowAccess = lazy(async () => (await import('../shared/allow-access.tsx')).AllowAccess)
export const RulesTab = lazy(async () => (await import('./automation/rules-tab.tsx')).RulesTab)

export const MessageDetail = lazy(async () => (await import('./detail/message-detail.tsx')).MessageDetail)
export const RowMore = lazy(async () => (await import('./messages/row-more.tsx')).RowMore)
export const SavedList = lazy(async () => (await import('./composer/saved-list.tsx')).SavedList)

const logTools = () => import('./messages/more-tools.ts')
export const FindBar = lazy(async () => (await logTools()).FindBar)
export const FilterDetails = lazy(async () => (await logTools()).FilterDetails)
export const FilterResult = lazy(async () => (await logTools()).FilterResult)
export const ClearedOffer = lazy(async () => (await logTools()).ClearedOffer)
export const Highlighted = lazy(async () => (await logTools()).Highlighted)
export const LogChooser = lazy(async () => (await logTools()).LogChooser)
export const PairBadge = lazy(async () => (await logTools()).PairBadge)
export const PickedStrip = lazy(async () => (await logTools()).PickedStrip)
export const MarkButtons = lazy(async () => (await logTools()).MarkButtons)
export const RowStrip = lazy(async () => (await logTools()).RowStrip)

const dialogs = () => import('./dialogs.ts')
export const DisconnectWith = lazy(async () => (await dialogs()).DisconnectWith)
export const KeyboardDialog = lazy(async () => (await dialogs()).KeyboardDialog)
export const ProfileMenu = lazy(async () => (await dialogs()).ProfileMenu)
export const FolderDialog = lazy(async () => (await dialogs()).FolderDialog)
export const ExportLogDialog = lazy(async () => (await dialogs()).ExportLogDialog)
export const EnvironmentsDialog = lazy(async () => (await dialogs()).EnvironmentsDialog)
export const ImportDialog = lazy(async () => (await dialogs()).ImportDialog)
export const KnownVariables = lazy(async () => (await dialogs()).KnownVariables)
export const UndoToasts = lazy(async () => (await dialogs()).UndoToasts)
export const ExportDialog = lazy(async () => (await dialogs()).ExportDialog)

const parts: readonly Pick<Lazy<never>, 'load'>[] = [
  ...[ParametersTab, AuthTab, StaleToken, HeadersTab, OptionsTab, HandshakeTab, UrlOffer, TextOffer, RulesTab],
  ...[MessageDetail, RowMore, SavedList, FindBar, FilterDetails, FilterResult, Highlighted, MarkButtons, RowStrip],
  ...[ClearedOffer, LogChooser, KnownVariables, PairBadge, PickedStrip, UndoToasts],
  ...[KeyboardDialog, ProfileMenu, FolderDialog, ExportLogDialog, EnvironmentsDialog, ImportDialog, ExportDialog],
]

/** Fetches all of them, once, and one after the other: to ask for all at once would take longer than a frame. */
export async function loadParts(): Promise<void> {
  for (const part of parts) await part.load()
  await import('./model/profile-arranging.ts')
  await import('./model/log-exporting.ts')
  await import('./model/exporter.ts')
}
