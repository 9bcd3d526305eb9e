import type { Question } from '../core/confirm.ts'
import type { ConnectionState } from '../core/connection.ts'
import type { EmptyFolder } from '../core/folders.ts'
import type { PolicySummary } from '../core/policy-words.ts'
import type { Profile } from '../core/profile.ts'
import type { Recording } from '../core/recording.ts'
import type { Result } from '../core/result.ts'

/** The name of the port between a view and the background. */
export const viewPortName = 'view'

export type Surface = 'inspector' | 'popup' | 'options'

/** A connection as one view sees it. Ids of other views are not told, so that none can speak for another. */
export interface ConnectionView {
  readonly id: string
  readonly profileId: string
  readonly owner: 'you' | 'background' | 'another'
  readonly logId: string
  readonly state: ConnectionState
}

/** A profile as views see it; those of the organisation can only be used. */
export interface ProfileView extends Profile {
  readonly origin?: 'organization'
}

/** A variable as views see it: a secret one without its value. */
export interface VariableView {
  readonly name: string
  readonly enabled: boolean
  readonly secret: boolean
  readonly value?: string
}

export interface EnvironmentView {
  readonly id: string
  readonly name: string
  readonly variables: readonly VariableView[]
}

export interface EnvironmentsView {
  /** In the order they were made. */
  readonly list: readonly EnvironmentView[]
  /** The one whose variables hold; null when none is chosen. */
  readonly activeId: string | null
  /** What triggers have set since the browser was started; it holds before the chosen environment's own values. */
  readonly set: readonly VariableView[]
}

export const noEnvironments: EnvironmentsView = { list: [], activeId: null, set: [] }

/** A question as one view sees it: `askedHere` where the person was when it came up. */
export interface QuestionView extends Question {
  readonly askedHere: boolean
}

/** What the background knows of a profile's access token; it is told to views that ask. */
export interface TokenStatus {
  /** Where the authorization server must be allowed to send the person back to. */
  readonly redirectUrl: string
  readonly token: {
    readonly accessToken: string
    /** Epoch milliseconds; absent when the server did not tell. */
    readonly expiresAt?: number
    readonly scope: string
    /** Whether it can be refreshed without the person. */
    readonly canRefresh: boolean
    /** Whether it was got with the settings as they are now; one of others is not used. */
    readonly isOfSettings: boolean
  } | null
}

/** All that views mirror. Profiles are in the person's order, the organisation's after them. */
export interface SharedState {
  readonly profiles: readonly ProfileView[]
  /** Those in which there is nothing; `at` is a place among the profiles. */
  readonly folders: readonly EmptyFolder[]
  readonly connections: readonly ConnectionView[]
  readonly environments: EnvironmentsView
  readonly recordings: readonly Recording[]
  readonly policy: PolicySummary
  readonly questions: readonly QuestionView[]
}

export type Patch =
  | { readonly type: 'profile'; readonly profile: ProfileView; readonly index: number }
  | { readonly type: 'profile-removed'; readonly profileId: string }
  /** All of them, in an order or in folders that are others than before. */
  | { readonly type: 'profiles'; readonly profiles: readonly ProfileView[] }
  | { readonly type: 'folders'; readonly folders: readonly EmptyFolder[] }
  | { readonly type: 'connection'; readonly connection: ConnectionView }
  | { readonly type: 'connection-removed'; readonly connectionId: string }
  /** Something new was seen of a connection's handshake; `handshake.observed` tells what. */
  | { readonly type: 'handshake'; readonly connectionId: string }
  /** A profile's script was changed; `script.read` tells to what. */
  | { readonly type: 'script'; readonly profileId: string }
  /** A profile's authentication, headers or token were changed; `handshake.read` and `token.read` tell to what. */
  | { readonly type: 'settings'; readonly profileId: string }
  | { readonly type: 'environments'; readonly environments: EnvironmentsView }
  | { readonly type: 'recordings'; readonly recordings: readonly Recording[] }
  | { readonly type: 'policy'; readonly policy: PolicySummary }
  /** How it stands with profiles on other devices; `sync.read` tells. */
  | { readonly type: 'sync' }
  /** All questions that wait for an answer, in the order they were asked. */
  | { readonly type: 'questions'; readonly questions: readonly QuestionView[] }

/** From a view. `attach` comes first, once per port; what follows is refused without it. */
export type ViewMessage =
  | { readonly type: 'attach'; readonly viewId: string; readonly surface: Surface }
  | { readonly type: 'call'; readonly call: number; readonly name: string; readonly arguments: unknown }
  /** Its answer is not waited for any more: what can be given up is. */
  | { readonly type: 'cancel'; readonly call: number }

/**
 * To a view. Updates count on from the snapshot, one by one; a view that misses one attaches anew instead of repairing
 * what it has.
 */
export type BackgroundMessage =
  | { readonly type: 'snapshot'; readonly sequence: number; readonly state: SharedState }
  | { readonly type: 'patch'; readonly sequence: number; readonly patch: Patch }
  | { readonly type: 'reply'; readonly call: number; readonly result: Result<unknown> }
