import { EXIT } from '../../report/exit-code.ts'
import type { ClusterView } from '../../report/topology/view.ts'
import { CommandFailure } from '../command.ts'

/** The one cluster of a form that draws one; several are a mistake of use. */
export function onlyView(views: readonly ClusterView[]): ClusterView {
  const [only] = views
  if (only !== undefined && views.length === 1) return only
  const names = views.map(({ name }) => name).join(', ')
  throw new CommandFailure(EXIT.usage, 'this form draws one cluster', `choose with --cluster: ${names}`)
}
