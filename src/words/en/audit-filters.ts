import type { Words } from '../ja.ts';

export const auditFilters: Words['auditFilters'] = {
  directions: { in: 'in', out: 'out' },
  fileName: (names) => `file name: ${names}`,
  direction: (names) => `direction: ${names}`,
  outcome: (names) => `outcome: ${names}`,
  room: (numbers) => `talk: ${numbers}`,
  unknown: {
    direction: (said, all) => `There is no direction "${said}". Directions: ${all}`,
    outcome: (said, all) => `There is no outcome "${said}". Outcomes: ${all}`,
    room: (said) => `"${said}" is not the number of a talk. Use the number after # in "room list".`,
  },
};
