import { parts } from '../../shared/change.ts'
import { ConsentOptions } from '../connection/consent-options.tsx'
import { GivenFields } from '../connection/given-fields.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import { KeepAliveOptions } from './keep-alive-options.tsx'
import { LogOptions } from './log-options.tsx'
import { NumberOption } from './number-option.tsx'
import { PairingOptions } from './pairing-options.tsx'
import { ReconnectOptions } from './reconnect-options.tsx'
import { SchemaOptions } from './schema-options.tsx'
import { SwitchOption } from './switch-option.tsx'

const mostBytes = 4_294_967_296

/** How the connections of a profile behave. */
export function OptionsTab({ model }: { model: InspectorModel }) {
  const { form, script } = model
  const profile = form.profile.value
  if (!profile) return null
  return (
    <GivenFields model={model}>
      <div class="option-list" key={profile.id}>
        <NumberOption
          label="handshakeTimeout"
          help="handshakeTimeoutExplained"
          unit="seconds"
          {...{ value: profile.handshakeTimeout, scale: 1000, least: 0.1, most: 600 }}
          onChange={(handshakeTimeout) => form.edit({ handshakeTimeout })}
        />
        <NumberOption
          label="mostMessageSize"
          help="mostMessageSizeExplained"
          unit="unitBytes"
          {...{ value: profile.maxMessageBytes, least: 0, most: mostBytes, whole: true }}
          onChange={(maxMessageBytes) => form.edit({ maxMessageBytes })}
        />
        {profile.kind === 'json' && (
          <SwitchOption
            label="minify"
            help="minifyExplained"
            isOn={profile.minify}
            onChange={(minify) => form.edit({ minify })}
          />
        )}
        {profile.kind === 'json' && script.script.value && <SchemaOptions script={script} />}
        <ReconnectOptions rules={profile.reconnect} change={parts(form.changeOf('reconnect'))} />
        <KeepAliveOptions keepAlive={profile.keepAlive} change={parts(form.changeOf('keepAlive'))} />
        <LogOptions rules={profile.log} change={parts(form.changeOf('log'))} />
        <PairingOptions rules={profile.pairing} change={parts(form.changeOf('pairing'))} />
        <ConsentOptions profile={profile} form={form} />
      </div>
    </GivenFields>
  )
}
