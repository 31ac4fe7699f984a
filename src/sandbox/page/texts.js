// What the page itself says, in the language of the chosen person.

const TEXTS = {
  "sv-SE": {
    skip: "Till skrivfältet", menu: "Visa kanaler", iAm: "Jag är", language: "Språk", clock: "Klockan",
    channels: "Kanaler", direct: "Direktmeddelanden", messages: "Meddelanden", guide: "Så provar du",
    hour: "+1 tim", day: "+1 dag", week: "+1 vecka", next: "Nästa händelse", nextShort: "Nästa", nothingNext: "Inget är på gång",
    onlyYou: "Bara du ser det här", pinged: "Du nämndes här", edited: "(ändrat)", bot: "BOT", empty: "Här är det tomt än.",
    write: "Skriv / för kommandon, eller ett meddelande", writeOnly: "Skriv ett meddelande", noCommand: "Det kommandot finns inte här: ", wholeNumber: "ett heltal,", send: "Skicka", cancel: "Avbryt", required: "måste fyllas i",
    suggestions: "Förslag", commands: "Kommandon", silent: "Boten svarade inte i tid.", thinking: "Tänker …",
    failed: "Det gick inte: ", noGuild: "Här finns ingen server än. Skapa en med POST /sandbox/guilds.",
    readOnly: "Här kan du bara läsa.", newFor: "nytt", thread: "tråd",
    steps: [
      "Var ordförande i Äldre. Skriv /möte boka och fyll i. Kanalen äldre visar mötet.",
      "Tryck på Nästa händelse: klockan går till kallelsen, minst en vecka före mötet.",
      "Byt till Arboga, ledamot, Äldre och tryck på Förhinder.",
      "Byt till Arboga, ersättare, Äldre. Läs direktmeddelandet och svara.",
      "Byt till Ansvarig tjänsteman, Äldre och se vad hen har fått veta.",
    ],
  },
  "en-US": {
    skip: "To the message box", menu: "Show channels", iAm: "I am", language: "Language", clock: "The clock",
    channels: "Channels", direct: "Direct messages", messages: "Messages", guide: "How to try it",
    hour: "+1 h", day: "+1 day", week: "+1 week", next: "Next event", nextShort: "Next", nothingNext: "Nothing is coming up",
    onlyYou: "Only you can see this", pinged: "You were mentioned here", edited: "(edited)", bot: "BOT", empty: "Nothing here yet.",
    write: "Type / for commands, or a message", writeOnly: "Write a message", noCommand: "There is no such command here: ", wholeNumber: "a whole number,", send: "Send", cancel: "Cancel", required: "required",
    suggestions: "Suggestions", commands: "Commands", silent: "The bot did not answer in time.", thinking: "Thinking …",
    failed: "That did not work: ", noGuild: "There is no server yet. Make one with POST /sandbox/guilds.",
    readOnly: "You can only read here.", newFor: "new", thread: "thread",
    steps: [
      "Be Regionen, ordförande, Äldre (the chair). Type /meeting schedule and fill it in. The channel äldre shows the meeting.",
      "Press Next event: the clock goes to the invitation, at least a week before the meeting.",
      "Switch to Arboga, ledamot, Äldre (a member) and press Förhinder: can’t attend. What the group reads is in Swedish.",
      "Switch to Arboga, ersättare, Äldre (the substitute). Read the direct message and answer.",
      "Switch to Ansvarig tjänsteman, Äldre (the official) and see what they have been told.",
    ],
  },
};

let locale = "sv-SE";

export function speak(wanted) {
  locale = TEXTS[wanted] ? wanted : "en-US";
  document.documentElement.lang = locale.slice(0, 2);
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
}

export const say = (key) => TEXTS[locale][key];
export const language = () => locale;

/** The name or description of a command or option in the reader's language. */
export const localised = (thing, key) => thing[key + "_localizations"]?.[locale] ?? thing[key];
