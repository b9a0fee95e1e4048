import { slowerUpdates, type Incident } from './incident.ts'

/** Incidents of rollouts: half-way, wrong, taken back. */
export const rollouts: readonly Incident[] = [
  {
    name: '07-taken-back',
    title: 'A rollout that was a mistake',
    alert: 'Ten minutes after a rollout the help desk calls: it is the change.',
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
      stage.tell('Whoever tries the commit again is stopped.')
      await stage.pader('apply --yes --quiet --summary')
      await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
      stage.tell('The repaired change is another commit, and no hold stands in its way.')
      stage.revision = 'c3'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('release --cluster two-site')
    },
  },
  {
    name: '08-backup-at-night',
    title: 'Is there a backup, and would it help?',
    alert: 'Before a risky change somebody asks for a backup that is known to be good.',
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
]
