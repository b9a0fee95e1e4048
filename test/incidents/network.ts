import { slowerUpdates, type Incident } from './incident.ts'

/** Incidents of lines, machines and clocks. */
export const network: readonly Incident[] = [
  {
    name: '01-partition',
    title: 'The line between two sites is down',
    alert: 'Monitoring reports that New York does not answer Tokyo. A change is waiting to be rolled out.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      const [tokyo, newyork] = [
        ['tokyo-1', 'tokyo-2'],
        ['newyork-1', 'newyork-2'],
      ].map((side) => side.map((node) => stage.uuid(node)))
      stage.happens('The line between Tokyo and New York fails.', { kind: 'partition', sides: [tokyo!, newyork!] })
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'updates.interval', '60')
      stage.wait(12)
      await stage.pader('status')
      await stage.pader('doctor')
      stage.happens('The provider repairs the line.', { kind: 'heal' })
      stage.wait(5)
      await stage.pader('status')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '02-node-down',
    title: 'A node does not answer',
    alert: 'The pager says: PADER CRITICAL.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('newyork-2 loses power.', { kind: 'down', node: stage.uuid('newyork-2') })
      await stage.pader('status --nagios')
      await stage.pader('status')
      stage.happens('Somebody at the site switches it on again.', { kind: 'up', node: stage.uuid('newyork-2') })
      stage.wait(3)
    },
  },
  {
    name: '03-clock',
    title: 'A clock is three minutes fast',
    alert: 'New rules do not reach users in New York.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('The time source of newyork-2 is broken; its clock runs 200 seconds ahead.', {
        kind: 'skew',
        node: stage.uuid('newyork-2'),
        seconds: 200,
      })
      await stage.edit(...slowerUpdates)
      stage.revision = undefined
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('doctor')
      stage.happens('The three commands are typed on newyork-2.', {
        kind: 'skew',
        node: stage.uuid('newyork-2'),
        seconds: 0,
      })
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '09-shared-data-storm',
    title: 'Shared data is not synchronised',
    alert: 'The dashboard is red with "Shared Data not synchronized", and the mailbox is full of it.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('A switch loses the link between newyork-1 and newyork-2.', {
        kind: 'cut',
        between: [stage.uuid('newyork-1'), stage.uuid('newyork-2')],
      })
      stage.wait(130)
      await stage.pader('status')
      await stage.pader('doctor')
      stage.happens('The port of the switch is replaced.', { kind: 'heal' })
      stage.wait(20)
      await stage.pader('doctor')
    },
  },
  {
    name: '10-listener-after-renumbering',
    title: 'A listener that did not follow when its interface was renumbered',
    alert: 'Since the network team was in New York, the other nodes cannot reach newyork-2.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.tell('newyork-2 is now 10.1.0.22, but its listener still has 10.1.0.12, where nothing answers.')
      stage.happens('The others cannot connect.', {
        kind: 'cut',
        between: [stage.uuid('newyork-1'), stage.uuid('newyork-2')],
      })
      stage.closed.add('10.1.0.12:12346')
      stage.saves('carol', 'tokyo-1', 'newyork-1', 'priority', '11')
      stage.saves('carol', 'tokyo-1', 'newyork-1', 'priority', '10')
      stage.wait(20)
      await stage.pader('doctor --preflight')
      stage.happens('The old address is given back to the interface, until the change is planned.', { kind: 'heal' })
      stage.closed.delete('10.1.0.12:12346')
      stage.wait(5)
      await stage.pader('doctor --preflight')
    },
  },
  {
    name: '11-silent-laggard',
    title: 'A node that no longer takes changes',
    alert: 'PaderNodeBehind: node tokyo-2 of two-site does not hold what was committed last.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('tokyo-2 stops taking over configurations.', {
        kind: 'deaf',
        node: stage.uuid('tokyo-2'),
        deaf: true,
      })
      await stage.edit(...slowerUpdates)
      stage.revision = 'b2'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(10)
      await stage.pader('status')
      await stage.pader('runbook PaderNodeBehind')
      stage.happens('The coordinator of tokyo-2 is restarted.', {
        kind: 'deaf',
        node: stage.uuid('tokyo-2'),
        deaf: false,
      })
      stage.wait(3)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
]
