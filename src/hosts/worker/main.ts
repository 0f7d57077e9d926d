import { explain, faultsOf, variablesOf, type WorkerEnv } from './environment.ts';
import { WorkspaceObject } from './object.ts';
import { NO_ANSWER, NOT_SET_UP, refusal } from './refusal.ts';

export { WorkspaceObject };

interface FrontEnv extends WorkerEnv {
  readonly WORKSPACE: DurableObjectNamespace<WorkspaceObject>;
}

/** Kakehashi on Cloudflare Workers: the workspace of Node in a Durable Object (DESIGN §3). */
export default {
  /** Every request goes to the one workspace, which checks signatures and sizes itself. */
  fetch: async (request, env) => {
    const { WORKS_DOMAIN_ID: domainId } = variablesOf(env);
    if (domainId === undefined) {
      explain(faultsOf(env));
      return refusal(NOT_SET_UP);
    }
    try {
      return await env.WORKSPACE.get(env.WORKSPACE.idFromName(domainId)).fetch(request);
    } catch {
      // Moved, overloaded or broken: the platform has logged which, in the object's own log.
      return refusal(NO_ANSWER);
    }
  },
} satisfies ExportedHandler<FrontEnv>;
