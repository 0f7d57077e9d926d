export const NOT_SET_UP = 'Kakehashi is not set up yet: the log names the variables to mend.';
export const NO_ANSWER = 'Kakehashi cannot take this now. Please try again.';

/** For the caller: try again (a repeated event is known by its key), without the reason. */
export const refusal = (sentence: string) =>
  new Response(`${sentence}\n`, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });

export const NOT_CREATED = 'There is no such workspace.';

/** Nothing is stored under this name. */
export const notCreated = () =>
  new Response(`${NOT_CREATED}\n`, {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
