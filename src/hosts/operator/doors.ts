import type { Answer, Begun } from '../../domain/operator/answers.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import type { Question } from '../../services/registry/ask-registry.ts';
import type { Beginning } from '../../services/registry/begin-call.ts';
import type { Ending } from '../../services/registry/end-call.ts';
import type { AskedOf } from './read-body.ts';

/** The registry, as the entrance asks it. */
export interface RegistryDoor {
  begin(beginning: Beginning): Promise<Begun>;
  end(ending: Ending): Promise<void>;
  ask(question: Question): Promise<Answer>;
  /** The restoration that the object of this id has not seen to; null: there is none. */
  restoration(objectId: string): Promise<RestorationNote | null>;
}

/** One workspace's object. */
export interface WorkspaceDoor {
  readonly objectId: string;
  operate(verb: WorkspaceVerb, body: AskedOf['body'], by: Operator): Promise<Answer>;
  /** Has it see to a restoration; null: it did not happen. */
  restored(note: RestorationNote): Promise<RestoredBody | null>;
}
