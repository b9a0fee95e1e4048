import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { slowerUpdates, type Incident } from './incident.ts'

/** Incidents of rollouts: half-way, wrong, taken back. */
export const rollouts: readonly Incident[] = [
  {
    name: '07-taken-back',
    title: 'A rollout that was a mistake',
    alert: 'Ten minutes after a rollout, the help desk calls: the change is to blame.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      await stage.edit(...slowerUpdates)
      stage.tell('It was reviewed, committed, and applied.')
      stage.revision = 'b2'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(10)
      await stage.pader('rollback')
      await stage.pader('rollback --yes --quiet --summary --why "updates lag behind"')
      await stage.pader('status')
      stage.tell('Anybody who tries the commit again is stopped.')
      await stage.pader('apply --yes --quiet --summary')
      await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
      stage.tell('The fixed change is a different commit, and no hold stops it.')
      stage.revision = 'c3'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('release --cluster two-site')
    },
  },
  {
    name: '08-backup-at-night',
    title: 'Is there a backup, and would it help?',
    alert: 'Before a risky change, somebody asks for a backup that is known to be good.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('backup take')
      stage.wait(60)
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
      await stage.pader('backup list')
      await stage.pader('backup verify')
      await stage.pader('backup rehearse')
      await stage.pader('rollback --to-backup 2027-01-15')
      stage.tell('Somebody restores it in the UI, as the list says.')
      stage.saves('admin', 'tokyo-1', 'tokyo-2', 'priority', '10')
      await stage.pader('rollback --to-backup 2027-01-15')
      await stage.pader('backup prune --keep-last 1')
    },
  },
  {
    name: '15-half-finished-upgrade',
    title: 'An upgrade that stopped half-way',
    alert: 'The maintenance window is over, and one node is ahead of the others.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      const upgrade = { kind: 'upgrade', node: stage.uuid('newyork-2') } as const
      stage.happens('newyork-2 was upgraded; then the window closed.', {
        ...upgrade,
        version: '12.2.20',
        build: '60011',
      })
      await stage.pader('status')
      stage.tell('A colleague who does not know about it rolls out a change.')
      await stage.edit(...slowerUpdates)
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('hold --cluster two-site --why "upgrade stopped half-way"')
      stage.happens('The snapshot of newyork-2 is brought back, its port closed until it is up.', {
        ...upgrade,
        version: '12.2.15',
        build: '51390',
      })
      await stage.pader('release --cluster two-site')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '16-strong-node-returns',
    title: 'A node returns that would win over all others',
    alert: 'tokyo-2 has been down for repair. It has the lowest priority value of all, and an old configuration.',
    play: async (stage) => {
      await stage.edit('locations/tokyo.yaml', 'address: 10.81.0.12\n', 'address: 10.81.0.12\n    priority: 1\n')
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('tokyo-2 is taken down for repair.', { kind: 'down', node: stage.uuid('tokyo-2') })
      await stage.edit(...slowerUpdates)
      await stage.pader('apply --yes --quiet --summary')
      stage.tell('Nothing was written, so nothing can be lost when it returns.')
      stage.happens('It comes back.', { kind: 'up', node: stage.uuid('tokyo-2') })
      stage.wait(3)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '17-full-disk',
    title: 'The disk of the jump host is full',
    alert: 'An apply fails for a reason that has nothing to do with the appliances.',
    play: async (stage) => {
      await stage.edit(...slowerUpdates)
      stage.fillDisk(true)
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('status')
      stage.tell('Somebody makes room.')
      stage.fillDisk(false)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '18-lost-answer',
    title: 'The answer to a commit is lost',
    alert: 'The connection breaks at the worst moment: nobody knows whether the commit took effect.',
    play: async (stage) => {
      await stage.edit(...slowerUpdates)
      stage.happens('The answer to the next commit will not arrive.', {
        kind: 'fault',
        fault: { fault: { kind: 'lost reply' }, on: 'POST commit' },
      })
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('journal show --cluster two-site')
    },
  },
  {
    name: '19-colleague-saves-meanwhile',
    title: 'A colleague saves during a rollout',
    alert: 'Somebody saves in the UI between the look and the write.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      await stage.edit(...slowerUpdates)
      stage.tell('The next command has looked, and is about to write the first value, when this happens:')
      stage.meanwhile('PUT /appliances', () => stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30'))
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(1)
      await stage.pader('diff')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '20-dead-process',
    title: 'A rollout whose process is gone',
    alert: 'PaderLockForgotten: somebody has been changing two-site for two hours.',
    play: async (stage) => {
      await stage.edit(...slowerUpdates)
      stage.tell('The machine of dave was switched off in the middle of a rollout.')
      const leases = fileLeases(stage.store, { now: () => stage.now(), sleep: async () => undefined })
      await leases.acquire(stage.cluster.name, 'dave@laptop', 'apply')
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('lock show --cluster two-site')
      await stage.pader('lock break --cluster two-site --why "the laptop of dave is off, he says so himself"')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
]
