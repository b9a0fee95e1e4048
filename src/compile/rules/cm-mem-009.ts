import type { Rule } from './rule.ts'

const said = (key: string): string => `"${key}" is different on each node and has no value for the whole cluster`

/** Addresses, interfaces and routes are set on nodes. */
export const cmMem009: Rule = {
  code: 'CM-MEM-009',
  title: 'Addresses, interfaces and routes are set on nodes',
  severity: 'error',
  stage: 'static',
  why: 'Every appliance has its own network settings; one value for the whole cluster would be wrong on all nodes but one.',
  source: 'BP',
  help: 'set it on the nodes, with a range or a template to keep it short',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': 'defaults: { routes: [{ destination: 10.0.0.0/8, gateway: 10.81.0.1, device: eth0 }] }',
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml':
          'nodes: { tokyo-2: { routes: [{ destination: 10.0.0.0/8, gateway: 10.81.0.1, device: eth0 }] } }',
      },
    },
  },
  misplaced: ['address', 'listeners', 'interfaces', 'hostname', 'uuid', 'routes'].flatMap((key) => [
    { document: 'cluster', path: ['defaults', key], message: said(key) } as const,
    // Routes at the top are more likely those between locations, without the line "network" above them.
    ...(key === 'routes' ? [] : [{ document: 'cluster', path: [key], message: said(key) } as const]),
  ]),
}
