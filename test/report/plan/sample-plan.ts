import { clusterName, digest, groupName, nodeName, uuid } from '../../../src/model/names.ts'
import type { Plan } from '../../../src/plan/plan.ts'

const node = nodeName('newyork-2')
const id = uuid('564d4a1c-77e2-0f3b-9c55-2b60a1d8e4f0')

/** A plan that has one of everything that a plan can have. */
export const samplePlan: Plan = {
  formatVersion: 1,
  cluster: clusterName('two-site'),
  basedOn: { desired: digest('d1'), observed: digest('d2'), dialect: digest('d3') },
  phases: [
    {
      ordinal: 1,
      kind: 'expand',
      title: 'join newyork-2 to both networks',
      preconditions: [],
      steps: [
        {
          kind: 'set property',
          node,
          uuid: id,
          setting: 'groups.network',
          before: [groupName('newyork')],
          after: [groupName('newyork'), groupName('transit')],
        },
        { kind: 'set property', node, uuid: id, setting: 'ntp.servers', before: null, after: ['10.1.0.3'] },
        { kind: 'set property', node, uuid: id, setting: 'updates.alternativeUrl', before: 'http://old', after: null },
      ],
      proof: {
        kind: 'proved',
        because: ['4 nodes stay connected over edges that hold in every mixture of old and new nodes'],
        assumptions: ['newyork-2 and tokyo-1 reach each other on port 12346, as "network.firewall" declares'],
      },
    },
    {
      ordinal: 2,
      kind: 'policy',
      title: 'lists',
      preconditions: [
        { kind: 'confirmed', nodes: [node], because: 'the contract starts from what was expanded' },
        {
          kind: 'isolated',
          node: nodeName('tokyo-2'),
          ticket: 'NET-7',
          endpoints: [{ address: '10.0.0.2', port: 12346 }],
        },
        { kind: 'clock', entry: nodeName('tokyo-1') },
      ],
      steps: [
        {
          kind: 'create list',
          list: 'Region apac',
          type: 'regex',
          description: '[managed by Pader]',
          entries: [{ value: 'tokyo-1', description: '' }],
        },
        {
          kind: 'edit list',
          list: 'Region amer',
          type: 'regex',
          edits: [
            { kind: 'insert', position: 0, entry: { value: 'newyork-3', description: '' } },
            { kind: 'remove', position: 1, before: { value: 'boston-1', description: '' } },
            {
              kind: 'replace',
              position: 1,
              before: { value: 'newyork-1', description: 'old' },
              entry: { value: 'newyork-1', description: 'new' },
            },
          ],
        },
        { kind: 'delete list', list: 'Region emea', type: 'regex' },
        {
          kind: 'set policy setting',
          settings: 'Blocked by category',
          target: 'Block',
          key: 'Language',
          before: 'en',
          after: 'auto',
          ruleSets: ['Blocked categories'],
        },
        {
          kind: 'put rule sets',
          imports: [
            {
              name: 'Blocked categories',
              content: digest('c1'),
              rules: digest('d1'),
              replaces: true,
              differences: ['- "Anonymizers" -> Continue', '+ "Anonymizers" -> Block'],
            },
            { name: 'Access log', content: digest('c2'), rules: digest('d2'), replaces: false, differences: [] },
          ],
          removes: ['Coaching'],
          order: ['Blocked categories', 'Access log'],
        },
        {
          kind: 'write system file',
          node,
          uuid: id,
          path: '/etc/hosts',
          after: digest('aabbccddee'),
        },
      ],
      proof: { kind: 'not needed', because: 'no membership, listener or address changes' },
    },
    {
      ordinal: 3,
      kind: 'manual',
      title: 'rotate the authority',
      preconditions: [],
      steps: [
        {
          kind: 'manual',
          action: { kind: 'take over policy' },
          id: 'import-ca',
          instructions: ['import the new authority', 'save the changes'],
          check: { kind: 'confirmation', question: 'is it done?' },
        },
      ],
      proof: { kind: 'unprovable', because: 'nodes of both authorities cannot talk to each other meanwhile' },
    },
    {
      ordinal: 4,
      kind: 'contract',
      title: 'leave the old network',
      preconditions: [],
      steps: [],
      proof: {
        kind: 'refused',
        obstacle: 'newyork-2 would be cut off',
        nodes: [node],
        suggestion: 'keep it in the group "newyork"',
      },
    },
  ],
  blocked: [
    {
      node,
      setting: 'clock.allowedDifference',
      reason: 'the dialect entry "clock.allowedDifference" is not verified for this product version',
      remedy: 'learn it with pader calibrate',
    },
  ],
  estimate: { commits: 3, requests: 20, manualSteps: 1 },
}
