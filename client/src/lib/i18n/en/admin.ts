import type { Translation } from '../types.js';
import type { admin as source } from '../zh-CN/admin.js';

export const admin: Translation<typeof source> = {
  detection: {
    title: 'Detection policy',
    meta: 'A group that meets any of these becomes a suspected incident',
    minComplainants: 'Distinct complainants',
    minComplainantsHint: 'So many different people within the window.',
    windowMinutes: 'Window (minutes)',
    windowMinutesHint: 'Counted back from the newest complaint.',
    burst: 'Burst',
    burstHint: 'So many complaints in ten minutes, whoever sent them.',
    criticalRisk: 'One critical complaint is enough',
    criticalRiskHint: 'A complaint about safety or grave legal risk makes a suspected incident alone.',
    between: 'A whole number from {{min}} to {{max}}',
    sentence:
      '{{people}} people complaining about the same thing within {{minutes}}, or {{burst}} complaints in ten minutes, make a suspected incident. ',
    criticalOn: 'A complaint about safety or grave legal risk is enough alone.',
    criticalOff: 'Critical complaints do not count by themselves.',
    defaults: 'Fill in defaults',
    unchanged: 'Nothing changed',
    readOnly: 'You may read the policy; changing it takes the permission “Change policies”.',
    confirmTitle: 'Change the detection policy',
    confirmHint:
      'Applies to complaints from now on; incidents already detected stay. The change goes into the overview log and the audit log.',
    saved: 'Detection policy changed',
  },
  how: {
    title: 'What else is looked at',
    meta: 'On top of people and burst; critical risk is never held back',
    coherence: 'Is it one thing? (coherence)',
    coherenceText:
      'A group that has the people or the burst must also tell one thing: of its three commonest words, the mean share of its complaints that say them. Few strangers share words by chance, so the fewer the people, the more is asked. A group that falls short is looked at again when it has grown by a quarter.',
    coherenceStep: 'Fewer than {{people}} people: {{share}} of the complaints at least',
    coherenceOver: '{{people}} people and more: nothing is asked',
    critical: 'Critical risk does not wait',
    criticalText:
      'With “One critical complaint is enough” on, a complaint about safety or grave legal risk makes a suspected incident without the check of coherence.',
    fragment: 'A part of what is known',
    fragmentText:
      'A small group of which nearly everybody says what an open incident is about is most likely that incident in other words, and waits to be merged. If it never is, and has {{people}} people and a tenth of that incident, it makes a suspected incident of its own.',
    copies: 'Anonymous copies',
    copiesText: 'A copy that names nobody counts as a post, never as a person.',
    dismissed: 'After a dismissal',
    dismissedText:
      'A dismissed incident speaks up again, under its number, only with twice the people, five more at least, and the policy met anew.',
    severity: 'Severity',
    severityText:
      'It rises with the numbers at once and falls when they have stayed low for {{minutes}} minutes. What a person set, a person takes back.',
  },
  walls: {
    title: 'Wall links',
    add: 'New wall link',
    name: 'Name',
    nameHint: 'Say where it hangs, such as “Command room, 3rd floor”.',
    created: 'Created',
    seen: 'Last used',
    never: 'never',
    expires: 'Valid until',
    forever: 'no end',
    state: 'State',
    is: {
      active: 'active',
      expired: 'expired',
      revoked: 'revoked',
      'maker-disabled': 'stopped: its maker’s account is closed',
      'maker-lost-permission': 'stopped: its maker lost the right',
      'maker-limited': 'stopped: its maker is limited to brands',
    },
    none: 'No wall links yet',
    noneHint: 'A read-only link for a screen on a wall: no sign-in, everything personal masked, revocable at any time.',
    consequence: 'Whoever holds the link sees the overview and the incidents without signing in, personal data masked, and can do nothing.',
    shownOnce: 'Copy it now; this link is shown only once.',
    kept: 'I have kept it',
    revoke: 'Revoke',
    revokeTitle: 'Revoke wall link “{{name}}”',
    revokeConsequence: 'Screens that use this link go dark at once; this cannot be undone.',
    revokedDone: 'Wall link “{{name}}” revoked',
  },
};
