import type { Signal } from '@preact/signals'
import { appearance } from '../../shared/appearance.ts'
import { Choice } from '../../shared/controls.tsx'
import { clockTime } from '../../shared/format.ts'
import { Splitter } from '../../shared/splitter.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import { type TimeMode, timeModes } from '../model/row-times.ts'

const modeNames: Readonly<Record<TimeMode, TextKey>> = {
  clock: 'columnTime',
  'since-connect': 'timeSinceConnect',
  'since-previous': 'timeSincePrevious',
}

/** The header of the column of times: which time it tells. */
export function TimeHead({ mode, width }: { mode: Signal<TimeMode>; width: Signal<number> }) {
  return (
    <>
      <Choice
        label={t('timeShown')}
        value={mode.value}
        options={timeModes.map((name) => [name, t(modeNames[name])] as const)}
        onChoose={(chosen) => {
          mode.value = chosen
        }}
      />
      <ColumnEdge name={t('columnTime')} width={width} />
    </>
  )
}

/** What a time of day takes where it is longer than usual, in pixels. */
export function timeNeeded(mode: TimeMode): number {
  const isUsual = appearance.clock.value === '24-hours' && appearance.precision.value === 'milliseconds'
  return mode !== 'clock' || isUsual ? 0 : Math.ceil(clockTime(0).length * 7) + 14
}

export function SizeHead({ width }: { width: Signal<number> }) {
  return (
    <>
      {t('columnSize')}
      <ColumnEdge name={t('columnSize')} width={width} />
    </>
  )
}

function ColumnEdge({ name, width }: { name: string; width: Signal<number> }) {
  return (
    <Splitter
      label={t('columnWidth', name)}
      size={width}
      least={40}
      most={240}
      orientation="vertical"
      pane="parentElement"
    />
  )
}
