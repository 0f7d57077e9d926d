import type { AuditAction } from './audit.ts';

/** What part of the log an entry belongs to: what an auditor looks through at one time. */
export type AuditArea = 'messages' | 'administration' | 'people' | 'rooms' | 'system';

export const AUDIT_AREAS = [
  ...['messages', 'administration', 'people', 'rooms', 'system'],
] as const satisfies readonly AuditArea[];

/**
 * Each action's area. `told`: the entry says what became of a message, and is told with that
 * message, not on its own.
 */
export const AREA_OF: Readonly<Record<AuditAction, AuditArea | 'told'>> = {
  'message.receive': 'messages',
  'message.release': 'told',
  'message.expire': 'told',
  'message.deliver': 'told',
  'message.unsend': 'told',
  'media.keep': 'told',
  'media.refuse': 'told',
  'link.enable': 'administration',
  'link.disable': 'administration',
  'link.scope': 'administration',
  'link.auto-add': 'administration',
  'file-policy.set': 'administration',
  'account.check': 'administration',
  'account.quota': 'administration',
  'account.assign': 'administration',
  'account.release': 'administration',
  'role.grant': 'administration',
  'role.revoke': 'administration',
  'admin.pin': 'administration',
  'command.refuse': 'administration',
  'command.cancel': 'administration',
  'directory.read': 'administration',
  'directory.alarm': 'administration',
  'directory.accept': 'administration',
  'delivery.retry': 'administration',
  'event.replay': 'administration',
  'media.forget': 'system',
  'media.alarm': 'system',
  'bridge.gap': 'system',
  'bridge.alert': 'system',
  'delivery.fail': 'system',
  'notice.deliver': 'system',
  'event.record': 'system',
  'event.fail': 'system',
  'audit.search': 'administration',
  'audit.export': 'administration',
  'audit.link': 'administration',
  'audit.open': 'administration',
  'audit.read': 'administration',
  'audit.close': 'administration',
  'audit.verify': 'administration',
  'audit.key': 'administration',
  'audit.restore-checkpoints': 'administration',
  'audit.hold': 'administration',
  'audit.release': 'administration',
  'audit.retention': 'administration',
  'audit.forget': 'administration',
  'audit.retain': 'system',
  'line-user.erase': 'system',
  'line-user.forget': 'people',
  'link-member.add': 'people',
  'link-member.available': 'people',
  'link-member.retrying': 'people',
  'link-member.fail': 'people',
  'link-member.remove': 'people',
  'link-member.retry': 'people',
  'link-member.rename': 'people',
  'link-member.missing': 'people',
  'link-member.back': 'people',
  'link-member.absent': 'people',
  'link-member.present': 'people',
  'friend.follow': 'people',
  'friend.unfollow': 'people',
  'language.set': 'people',
  'line-user.rename': 'people',
  'line-user.block': 'people',
  'line-user.unblock': 'people',
  'workspace.restore': 'system',
  'workspace.create': 'administration',
  'workspace.import': 'administration',
  'workspace.pause': 'administration',
  'workspace.resume': 'administration',
  'workspace.leave': 'administration',
  'settings.change': 'administration',
  'settings.reseal': 'administration',
  'room.open': 'rooms',
  'room.create': 'rooms',
  'room.join': 'rooms',
  'room.detach': 'rooms',
  'room.close': 'rooms',
  'room.close-many': 'rooms',
  'room.hand-over': 'rooms',
  'room.hand-over-many': 'rooms',
  'room.fail': 'rooms',
  'room.switch': 'rooms',
  'room.name': 'rooms',
};

/** The actions that tell how a message ended, so far. */
export const MESSAGE_ENDS: readonly AuditAction[] = [
  ...(['message.deliver', 'message.release', 'message.expire'] as const),
];

const ACTIONS = Object.keys(AREA_OF).filter((action): action is AuditAction => action in AREA_OF);

/** The actions of an area; `all`: every action but those that are told with a message. */
export const actionsIn = (area: AuditArea | 'all'): readonly AuditAction[] =>
  ACTIONS.filter((action) =>
    area === 'all' ? AREA_OF[action] !== 'told' : AREA_OF[action] === area,
  );
