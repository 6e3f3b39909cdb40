export const reply = {
  title: 'What the complainant was told',
  via: 'By',
  at: 'When',
  text: 'What was said',
  hint: 'Write what was really said: the complainant reads exactly this when looking up the complaint. Nothing is sent from here.',
  needed: 'Say by which means, when and what the complainant was told',
  said: 'Replied by {{via}}',
  recorded: 'recorded by {{name}} at {{time}}',
  withdraw: 'Withdraw this record',
  withdrawTitle: 'Withdraw a reply recorded in error',
  withdrawConsequence:
    'The complainant no longer sees this reply and the status goes back to what it was; both the record and its withdrawal are kept.',
  withdrawReason: 'Why',
  withdrawn: 'recorded in error, withdrawn by {{name}} at {{time}}{{reason}}; the complainant no longer sees it',
  withdrawReasonIs: ' ({{reason}})',
  withdrawDone: 'The reply recorded for {{no}} is withdrawn',
};
