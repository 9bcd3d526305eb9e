import { Component, type ComponentChildren, type ComponentConstructor } from 'preact'

/**
 * A component that is drawn anew only when one of its properties is another. It must not read signals. Not the one of
 * `preact/compat`, which comes with hooks that change how all elements of a page are made.
 */
export function memo<Props extends object>(draw: (props: Props) => ComponentChildren): ComponentConstructor<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return !isSame(this.props, next)
    }

    render(): ComponentChildren {
      return draw(this.props)
    }
  }
}

function isSame(one: object, other: object): boolean {
  const [these, those] = [Object.entries(one), Object.entries(other)]
  return these.length === those.length && these.every(([name, value]) => Reflect.get(other, name) === value)
}
