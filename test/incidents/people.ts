import { slowerUpdates, type Incident } from './incident.ts'

/** A rule set and the settings that it uses. */
const uploads = `format: 1
settings:
  Too large:
    target: Block
    template: com.scur.template.mainaction.block
    version: '1.6'
    values:
      # agreed with the works council
      BlockReason: Large uploads are blocked
      Language: auto
ruleSets:
  - name: Uploads
    cycles: [request]
    rules:
      - name: Large uploads
        criteria: BytesFromClient greater than or equals 10485760
        action: Block<Too large>
`

/** Incidents that people make. */
export const people: readonly Incident[] = [
  {
    name: '04-colleague-in-the-ui',
    title: 'A colleague is logged on in the UI',
    alert: 'An urgent change cannot be applied.',
    play: async (stage) => {
      await stage.edit(...slowerUpdates)
      stage.happens('carol is logged on at the UI of tokyo-2.', {
        kind: 'ui login',
        node: stage.uuid('tokyo-2'),
        user: 'carol',
      })
      await stage.pader('apply --yes --quiet --summary')
      await stage.pader('status')
      stage.happens('A call, and carol logs off.', { kind: 'ui logout', node: stage.uuid('tokyo-2'), user: 'carol' })
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '05-changed-by-hand-and-kept',
    title: 'A change by hand that is right',
    alert: 'The watch reports that two-site differs.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(60)
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'updates.interval', '60')
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
      stage.wait(30)
      await stage.pader('status')
      await stage.pader('diff')
      await stage.pader('adopt')
      await stage.pader('adopt --yes')
      stage.tell('The change is reviewed and committed.')
      stage.revision = 'b2'.repeat(20)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '06-changed-by-hand-and-put-back',
    title: 'A change by hand that is wrong',
    alert: 'Users in New York complain.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(45)
      stage.saves('dave', 'newyork-1', 'newyork-2', 'groups.network', ['newyork', 'lab'])
      stage.wait(1)
      await stage.pader('diff')
      await stage.pader('apply --yes --summary')
    },
  },
  {
    name: '22-mark-taken-away',
    title: 'A list that lost the Pader mark',
    alert: 'The list of a region no longer follows the repository.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(60)
      const list = 'pader/Region apac hosts'
      stage.describes('carol', 'tokyo-1', list, 'our nodes in Asia')
      stage.wait(30)
      await stage.pader('status')
      await stage.pader('diff')
      await stage.pader('plan')
      await stage.pader('adopt')
      stage.tell('A phone call: carol did not know what the words in brackets were for.')
      stage.describes('carol', 'tokyo-1', list, '[managed by Pader] our nodes in Asia')
      await stage.pader('diff')
    },
  },
  {
    name: '23-rule-set-by-hand',
    title: 'A colleague changed a rule set by hand',
    alert: 'The watch reports that two-site differs, and uploads get through.',
    stage: { files: { 'policy/50-uploads.yaml': uploads } },
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(60)
      stage.edits('carol', 'tokyo-1', 'switches the rule "Large uploads" off', {
        kind: 'rule',
        ruleSet: 'Uploads',
        rule: 'Large uploads',
        enabled: false,
      })
      stage.edits('dave', 'tokyo-1', 'makes "Ask the help desk" the reason of the settings "Too large"', {
        kind: 'policy setting',
        settings: 'Too large',
        key: 'BlockReason',
        value: 'Ask the help desk',
      })
      stage.wait(30)
      await stage.pader('status')
      await stage.pader('diff')
      stage.tell(
        'A phone call: carol needed it for an hour and forgot about it; the text that dave wrote is what users should read.',
      )
      await stage.pader('adopt')
      await stage.pader('adopt --setting "Too large.BlockReason" --yes')
      stage.tell('The change is reviewed and committed.')
      stage.revision = 'b2'.repeat(20)
      await stage.pader('diff')
      await stage.pader('apply --yes --summary')
    },
  },
  {
    name: '12-expired-password',
    title: 'The password has expired',
    alert: 'Monitoring shows UNKNOWN, and a rollout is due.',
    play: async (stage) => {
      stage.env['READER'] = 'last year'
      await stage.pader('status --nagios')
      await stage.pader('status')
      stage.tell('The new password is stored where the host file refers to.')
      stage.env['READER'] = 'pader-reader password'
      await stage.edit(...slowerUpdates)
      stage.env['WRITER'] = 'last year'
      await stage.pader('apply --yes --quiet --summary')
      stage.tell('The password of the writer is replaced too.')
      stage.env['WRITER'] = 'pader-writer password'
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '13-somebody-else-in-its-place',
    title: 'A node shows another certificate',
    alert: 'The site reinstalled newyork-2 without telling anybody.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.strangers.add('newyork-2')
      await stage.pader('status')
      stage.tell('The site reads the fingerprint out over the phone; the key is restored from the safe.')
      stage.strangers.delete('newyork-2')
      await stage.pader('status --nagios')
    },
  },
  {
    name: '14-wrong-authority',
    title: 'A node with the authority of another cluster',
    alert: 'newyork-2 was reinstalled, and nothing reaches it.',
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.happens('newyork-2 comes back with the authority that its installer made.', {
        kind: 'set ca',
        node: stage.uuid('newyork-2'),
        ca: 'another',
      })
      await stage.edit(...slowerUpdates)
      await stage.pader('apply --yes --quiet --summary')
      stage.wait(10)
      await stage.pader('doctor')
      stage.happens('The authority in use is imported on newyork-2.', {
        kind: 'set ca',
        node: stage.uuid('newyork-2'),
        ca: stage.cluster.ca?.value.sha256 ?? '',
      })
      stage.wait(5)
      await stage.pader('apply --yes --quiet --summary')
    },
  },
  {
    name: '21-break-glass',
    title: 'A change by hand that is tolerated for two days',
    alert: "In an emergency, carol changed a node outside the repository, with everybody's consent.",
    play: async (stage) => {
      await stage.pader('apply --yes --quiet --summary')
      stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
      stage.wait(1)
      await stage.write(
        'leases.yaml',
        [
          'format: 1',
          'leases:',
          '  - node: tokyo-2',
          '    setting: priority',
          '    reason: tokyo-2 must not win until its disk is replaced',
          '    ticket: CHG-4711',
          '    owner: proxy-team',
          '    expires: 2027-01-16',
          '',
        ].join('\n'),
      )
      stage.revision = 'b2'.repeat(20)
      await stage.pader('plan')
      await stage.pader('status')
      await stage.pader('diff')
      stage.tell('Two days later.')
      stage.wait(2 * 24 * 60)
      await stage.pader('compile --dry-run --quiet')
      await stage.pader('status')
      await stage.pader('apply --yes --quiet --summary')
    },
  },
]
