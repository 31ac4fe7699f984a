// What the page itself says, in the language of the chosen person.

const TEXTS = {
  "sv-SE": {
    skip: "Till skrivfältet", menu: "Visa kanaler", iAm: "Jag är", language: "Språk", clock: "Klockan",
    channels: "Kanaler", direct: "Direktmeddelanden", writeTo: "Skriv till", events: "Händelser", messages: "Meddelanden", pins: "Visa fästa meddelanden",
    hour: "+1 tim", day: "+1 dag", week: "+1 vecka", next: "Nästa händelse", nextShort: "Nästa", nothingNext: "Inget är på gång",
    guide: "Guide", step: "Steg {n} av {of}:", allSteps: "Alla steg", hideGuide: "Dölj guiden", isDone: "Klart", isNotDone: "Inte gjort än",
    allDone: "Klart! Du har sett hela vägen från bokning till ersättare. Prova gärna vidare.", restart: "Börja om från början",
    noBot: "Ingen bot är inloggad. Låt din ansluta till {address} med den token som står i terminalen.",
    onlyYou: "Bara du ser det här", pingedYou: "Du nämndes här", pinged: "🔔 Fick en ping:", pingedMany: "🔔 {n} fick en ping", everyone: "alla",
    unheard: "Nämns utan ping:", unheardMany: "{n} nämns utan ping",
    edited: "(ändrat)", bot: "BOT", isPinned: "Fäst", pinnedOne: "fäste ett meddelande", openedThread: "startade tråden", noPins: "Inget är fäst här.",
    empty: "Här är det tomt än.", older: "Visa tidigare meddelanden", write: "Skriv / för kommandon, eller ett meddelande", writeOnly: "Skriv ett meddelande",
    noCommand: "Det kommandot finns inte här: ", wholeNumber: "ett heltal,", send: "Skicka", cancel: "Avbryt", close: "Stäng", required: "måste fyllas i", optional: "(valfritt)",
    choose: "Välj", yes: "Ja", no: "Nej", again: "Fyll i som förra gången", suggestions: "Förslag", more: "… och {n} till. Skriv för att hitta.",
    silent: "Boten svarade inte i tid.", thinking: "Tänker …", failed: "Det gick inte: ", gone: "Servern svarar inte. Sidan fortsätter när den är tillbaka.",
    noGuild: "Här finns ingen server än. Skapa en med POST /sandbox/guilds.", readOnly: "Här kan du bara läsa.", newFor: "nytt", otherWaits: "En annan har något nytt", othersWait: "{n} andra har något nytt",
  },
  "en-US": {
    skip: "To the message box", menu: "Show channels", iAm: "I am", language: "Language", clock: "The clock",
    channels: "Channels", direct: "Direct messages", writeTo: "Write to", events: "Events", messages: "Messages", pins: "Show pinned messages",
    hour: "+1 h", day: "+1 day", week: "+1 week", next: "Next event", nextShort: "Next", nothingNext: "Nothing is coming up",
    guide: "Guide", step: "Step {n} of {of}:", allSteps: "All steps", hideGuide: "Hide the guide", isDone: "Done", isNotDone: "Not done yet",
    allDone: "Done! You have seen the whole way from scheduling to substitute. Do try further.", restart: "Start again from the beginning",
    noBot: "No bot is logged in. Let yours connect to {address} with the token that stands in the terminal.",
    onlyYou: "Only you can see this", pingedYou: "You were mentioned here", pinged: "🔔 Pinged:", pingedMany: "🔔 {n} were pinged", everyone: "everyone",
    unheard: "Named without a ping:", unheardMany: "{n} are named without a ping",
    edited: "(edited)", bot: "BOT", isPinned: "Pinned", pinnedOne: "pinned a message", openedThread: "started the thread", noPins: "Nothing is pinned here.",
    empty: "Nothing here yet.", older: "Show earlier messages", write: "Type / for commands, or a message", writeOnly: "Write a message",
    noCommand: "There is no such command here: ", wholeNumber: "a whole number,", send: "Send", cancel: "Cancel", close: "Close", required: "must be filled in", optional: "(optional)",
    choose: "Choose", yes: "Yes", no: "No", again: "Fill in as last time", suggestions: "Suggestions", more: "… and {n} more. Type to find them.",
    silent: "The bot did not answer in time.", thinking: "Thinking …", failed: "That did not work: ", gone: "The server does not answer. The page goes on when it is back.",
    noGuild: "There is no server yet. Make one with POST /sandbox/guilds.", readOnly: "You can only read here.", newFor: "new", otherWaits: "One other has something new", othersWait: "{n} others have something new",
  },
};

let locale = "sv-SE";

/** Speaks the language of a locale: Swedish, and English to all others. */
export function speak(wanted) {
  locale = TEXTS[wanted] ? wanted : wanted?.startsWith("sv") ? "sv-SE" : "en-US";
  document.documentElement.lang = locale.slice(0, 2);
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) { node.setAttribute("aria-label", say(node.dataset.label)); if (node.tagName === "BUTTON") node.title = say(node.dataset.label); }
}

export const say = (key) => TEXTS[locale][key];
export const language = () => locale;

/** The name or description of a command or option in the reader's language. */
export const localised = (thing, key) => thing[key + "_localizations"]?.[locale] ?? thing[key];
