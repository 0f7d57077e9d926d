/** Talks: bubbles on two sides, what happened between them, files. */
export const TALK_STYLE = `
.on-paper { display: none; }
.charge { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0 0 1rem; overflow: hidden; }
.charge summary { padding: .6rem 1rem; cursor: pointer; font-weight: 600; }
.views ul { display: inline-flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 3px; gap: 3px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.views a { display: block; padding: .35rem 1rem; border-radius: 7px; color: var(--soft); text-decoration: none; }
.views a[aria-current] { background: var(--accent); color: var(--accent-ink); font-weight: 600; }
.talk { list-style: none; margin: 1.5rem auto; padding: 0; max-width: 56rem; display: flex; flex-direction: column; gap: 1.1rem; }
.day { align-self: stretch; }
.day h3 { display: flex; align-items: center; gap: 1rem; margin: .75rem 0 0; font-size: .85rem; font-weight: 600; color: var(--soft); }
.day h3::before, .day h3::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.message { max-width: min(38rem, 88%); scroll-margin-top: 30vh; min-width: 0; }
.message.in { align-self: flex-start; }
.message.out { align-self: flex-end; text-align: right; }
.message p { margin: 0; }
.message .head { font-size: .82rem; color: var(--soft); margin: 0 .4rem .2rem; }
.message .writer { color: var(--ink); font-weight: 600; }
.message .fate { font-size: .8rem; margin: .2rem .4rem 0; color: var(--soft); }
.bubble { display: inline-block; max-width: 100%; text-align: left; padding: .6rem .9rem; background: var(--in); border: 1px solid var(--line); border-radius: 4px 16px 16px 16px; }
.message.out .bubble { background: var(--out); border-radius: 16px 4px 16px 16px; }
.talk-line .message.in .bubble, .talk-line .message.own .bubble { background: var(--line-own); }
.talk-line .message.out .bubble { background: var(--in); }
.talk-line .message.in { align-self: flex-end; text-align: right; }
.talk-line .message.out { align-self: flex-start; text-align: left; }
.talk-works .message.out .bubble, .talk-works .message.own .bubble { background: var(--works-own); }
.bubble .sender { font-size: .8rem; font-weight: 600; color: var(--soft); margin-bottom: .2rem; }
.bubble .card-button { margin-top: .4rem; padding: .3rem .8rem; border: 1px solid var(--strong); border-radius: 8px; text-align: center; font-weight: 600; }
.bubble blockquote { margin: 0 0 .4rem; padding: 0 0 0 .7rem; border-left: 3px solid var(--strong); font-size: .88rem; color: var(--soft); }
.bubble .sticker { font-weight: 600; }
.not-there { color: var(--soft); font-style: italic; }
p.erased { color: var(--soft); }
p.erased strong { color: var(--ink); }
.message .bubble:has(.erased) { border-style: dashed; background: none; }
.breach, .breach a { color: var(--warn); }
.hit-here { position: relative; }
.hit-here .bubble, .event.hit-here p { outline: 3px solid var(--accent); outline-offset: 2px; }
.hit-mark { display: inline-block; font-size: .78rem; font-weight: 600; color: var(--accent-ink); background: var(--accent); border-radius: 999px; padding: 0 .7rem; }
.message .hit-mark { margin-bottom: .25rem; }
.event { align-self: center; text-align: center; font-size: .83rem; color: var(--soft); max-width: 90%; }
.event p { margin: 0; padding: .15rem .9rem; border-radius: 999px; }
.event a { color: inherit; }
.file { margin: .2rem 0 0; }
.file img, .file video { display: block; max-width: min(20rem, 100%); max-height: 20rem; width: auto; height: auto; border-radius: 10px; background: var(--page); }
.file audio { display: block; width: 18rem; max-width: 100%; }
.file figcaption { display: flex; flex-direction: column; font-size: .85rem; margin-top: .3rem; }
.file-name { font-weight: 600; }
.file-facts, .sha { color: var(--soft); }
.sha { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .68rem; word-break: break-all; }
.looks .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; }
.look { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 0 1.25rem 1.25rem; display: flex; flex-direction: column; }
.look .own { align-self: flex-end; }
.look .bubble { border-radius: 14px; }
.rest summary { cursor: pointer; }
`;
