// WhatsApp exports: heads of many phones, the order of day and month, what is no message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {}) {
  return testing::read_with(*find_adapter("whatsapp"), bytes, "chat.txt", options);
}

// "time author: words"
std::vector<std::string> messages(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& d : result.documents) {
    out.push_back((d.said_at ? format_time(*d.said_at) : "?") + " " + d.respondent + ": " +
                  d.verbatims.at(0).text);
  }
  return out;
}

bool recognised(const std::string& bytes) {
  const Adapter* const found = recognise(bytes);
  return found != nullptr && found->name == "whatsapp";
}

struct HeadCase {
  const char* line;
  const char* message;
};

class WhatsAppHeads : public ::testing::TestWithParam<HeadCase> {};

TEST_P(WhatsAppHeads, AreRead) {
  const std::string bytes = std::string(GetParam().line) + "\n";
  EXPECT_TRUE(recognised(bytes));
  EXPECT_THAT(messages(read(bytes)), ElementsAre(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Forms, WhatsAppHeads,
    ::testing::Values(
        HeadCase{"2019-10-20, 10:16 - John: Hi", "2019-10-20T10:16:00Z John: Hi"},
        HeadCase{"[15-01-20 02:22:56] Mary: Hi", "2020-01-15T02:22:56Z Mary: Hi"},
        HeadCase{"15.04.2016, 15:04 - +1 123 456 789: Hi",
                 "2016-04-15T15:04:00Z +1 123 456 789: Hi"},
        HeadCase{"12/31/23, 7:02\u202FPM - Ann: Hi", "2023-12-31T19:02:00Z Ann: Hi"},
        HeadCase{"31/12/23, 7:02\u00A0p.\u00A0m. - Ann: Hi", "2023-12-31T19:02:00Z Ann: Hi"},
        HeadCase{"31/12/2023, 12:02 a. m. - Ann: Hi", "2023-12-31T00:02:00Z Ann: Hi"},
        HeadCase{"\u200E[31/12/2023, 9:05:01\u202Fam] ~\u00A0Ann Lee: Hi",
                 "2023-12-31T09:05:01Z Ann Lee: Hi"},
        HeadCase{"[31.12.23, 21:05:01] \u202A+49 170 555\u00A00101\u202C: Hi",
                 "2023-12-31T21:05:01Z +49 170 555 0101: Hi"},
        HeadCase{"31/12/2023 à 09:05 - Ann: Hi", "2023-12-31T09:05:00Z Ann: Hi"},
        HeadCase{"31.12.2023 kl. 09.05 - Ann: Hi", "2023-12-31T09:05:00Z Ann: Hi"},
        HeadCase{"[2023. 12. 31. 오후 9:05:07] 길동: 안녕", "2023-12-31T21:05:07Z 길동: 안녕"},
        HeadCase{"2023/12/31 上午9:05 - 小明: 你好", "2023-12-31T09:05:00Z 小明: 你好"}));

TEST(WhatsApp, DecidesTheOrderOverTheWholeFile) {
  // Neither line tells alone; in the other order time would run backwards.
  const ReadResult us = read("1/4/26, 10:00 - A: x\n2/3/26, 10:00 - A: y\n3/2/26, 10:00 - A: z\n");
  EXPECT_THAT(messages(us), ElementsAre("2026-01-04T10:00:00Z A: x", "2026-02-03T10:00:00Z A: y",
                                        "2026-03-02T10:00:00Z A: z"));
  EXPECT_THAT(us.notes, Contains("dates read as month, day, year"));
  const ReadResult unsure = read("1/4/26, 10:00 - A: x\n");
  EXPECT_THAT(unsure.notes, Contains(HasSubstr("day, month, year: assumed")));
  EXPECT_THAT(read("1/4/26, 10:00 AM - A: x\n").notes,
              Contains(HasSubstr("month, day, year: assumed")));
  EXPECT_THAT(messages(read("20-01-02, 10:00 - A: x\n20-01-25, 10:00 - A: y\n")),
              ElementsAre("2020-01-02T10:00:00Z A: x", "2020-01-25T10:00:00Z A: y"));
  EXPECT_THAT(messages(read("1/4/26, 10:00 - A: x\n", {{"date_order", "mdy"}})),
              ElementsAre("2026-01-04T10:00:00Z A: x"));
  EXPECT_THROW(read("1/4/26, 10:00 - A: x\n", {{"date_order", "month"}}), Error);
}

TEST(WhatsApp, ReadsThePhonesZone) {
  EXPECT_THAT(messages(read("31/07/26, 10:00 - A: x\n", {{"zone", "Europe/Berlin"}})),
              ElementsAre("2026-07-31T08:00:00Z A: x"));
  EXPECT_THROW(read("31/07/26, 10:00 - A: x\n", {{"zone", "Middle/Earth"}}), Error);
}

std::vector<std::string> reasons_of(const ReadResult& result) {
  std::vector<std::string> reasons;
  for (const Skip& skip : result.skips) reasons.push_back(skip.reason);
  return reasons;
}

TEST(WhatsApp, LeavesOutWhatNobodySaid) {
  const std::string bytes =
      "31/12/26, 10:00 - Messages and calls are end-to-end encrypted. Learn more.\n"
      "31/12/26, 10:00 - Ann created group \"Lamps: all\"\n"
      "31/12/26, 10:01 - Ann: <Medien ausgeschlossen>\n"
      "31/12/26, 10:01 - Ann: <Multimedia omitido>\nmy broken lamp\n"
      "31/12/26, 10:02 - Ann: IMG-20261231-WA0001.jpg (Datei angehängt)\nand its box\n"
      "31/12/26, 10:03 - Ann: Diese Nachricht wurde gelöscht.\n"
      "31/12/26, 10:04 - Ann: oh: it works now <Diese Nachricht wurde bearbeitet.>\n"
      "31/12/26, 10:05 - Ann: I love it <3\n"
      "31/12/26, 10:06 - Ann: null\n"
      "31/12/26, 10:07 - Ann: This message was deleted by accident, I meant yes\n"
      "31/12/26, 10:08 - Ann: \u200Eimage omitted\n"
      "31/12/26, 10:09 - Ann: bill.pdf • \u200E2 pages \u200Edocument omitted\n";
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(messages(result),
              ElementsAre("2026-12-31T10:01:00Z Ann: my broken lamp",
                          "2026-12-31T10:02:00Z Ann: and its box",
                          "2026-12-31T10:04:00Z Ann: oh: it works now",
                          "2026-12-31T10:05:00Z Ann: I love it <3",
                          "2026-12-31T10:07:00Z Ann: This message was deleted by accident, I meant "
                          "yes"));
  EXPECT_THAT(reasons_of(result), ElementsAre("system_message", "system_message", "no_text",
                                              "deleted", "no_text", "no_text", "no_text"));
  EXPECT_EQ(result.documents[2].attributes.at(0).name, "edited");
  const Place& caption = result.documents[0].verbatims[0].origin;
  EXPECT_EQ(bytes.substr(caption.byte, caption.bytes), "my broken lamp");
}

// Files that went through an editor have lost the marks by which a phone tells its own lines.
TEST(WhatsApp, KnowsItsOwnLinesWithoutMarks) {
  const ReadResult result = read(
      "[07.06.26, 20:28:13] Lamp Friends: Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. "
      "Niemand kann sie lesen.\n"
      "[07.06.26, 20:28:13] Mara: Mara hat die Gruppe „Lamps“ erstellt.\n"
      "[07.06.26, 20:28:14] Lamp Friends: Mara hat dich hinzugefügt.\n"
      "[07.06.26, 20:28:15] ~ Nils: Otto hat ~ Nils hinzugefügt. Tippe, um mehr zu sehen.\n"
      "[07.06.26, 20:28:16] Lamp Friends: Du bist jetzt ein*e Admin.\n"
      "[07.06.26, 20:28:17] +43 660 0000000: +43 660 0000000 hat die Gruppe verlassen.\n"
      "[07.06.26, 20:28:18] Mara: Bild weggelassen\n"
      "[07.06.26, 20:28:19] Mara: my bill.pdf • 3 Seiten Dokument weggelassen\n"
      "[07.06.26, 20:28:20] Mara: Verpasster Sprachanruf\n"
      "[07.06.26, 20:28:21] Mara: Standort: https://maps.google.com/?q=39.5,-8.7\n"
      "[07.06.26, 20:28:22] Mara: Apagou esta mensagem\n"
      "[07.06.26, 20:28:23] Mara: Otto hat meine Lampe entfernt, und Mara hat sie repariert\n"
      "[07.06.26, 20:28:23] Mara: Missed video call from you, please try again\n"
      "[07.06.26, 20:28:23] Mara: Missed voice call, Tap to call back\n"
      "[07.06.26, 20:28:24] Mara: the bottom part was in the image omitted\n"
      "[07.06.26, 20:28:25] Nils: I left it on the doorstep and they added a scratch\n");
  EXPECT_THAT(messages(result),
              ElementsAre("2026-06-07T20:28:23Z Mara: Otto hat meine Lampe entfernt, und Mara hat "
                          "sie repariert",
                          "2026-06-07T20:28:23Z Mara: Missed video call from you, please try again",
                          "2026-06-07T20:28:24Z Mara: the bottom part was in the image omitted",
                          "2026-06-07T20:28:25Z Nils: I left it on the doorstep and they added a "
                          "scratch"));
  EXPECT_THAT(reasons_of(result),
              ElementsAre("system_message", "system_message", "system_message", "system_message",
                          "system_message", "system_message", "no_text", "no_text", "no_text",
                          "no_text", "deleted", "no_text"));
  EXPECT_EQ(result.notes.at(0), "dates read as day, month, year");
}

// In a chat of two the one who is named first is a person: what she says stays.
TEST(WhatsApp, KeepsThePersonWhoseNameTheChatBears) {
  EXPECT_THAT(
      messages(read("[07/06/26, 20:28:13] Ann: Messages and calls are end-to-end encrypted.\n"
                    "[07/06/26, 20:28:14] Ann: Bob left the lamp outside\n"
                    "[07/06/26, 20:28:15] Bob: sorry\n"
                    "[07/06/26, 20:28:15] Ann: Annoyingly the courier left\n"
                    "[07/06/26, 20:28:15] Bo: they added Bob's lamp\n"
                    "[07/06/26, 20:28:16] Ann: it broke\n")),
      ElementsAre(
          "2026-06-07T20:28:14Z Ann: Bob left the lamp outside", "2026-06-07T20:28:15Z Bob: sorry",
          "2026-06-07T20:28:15Z Ann: Annoyingly the courier left",
          "2026-06-07T20:28:15Z Bo: they added Bob's lamp", "2026-06-07T20:28:16Z Ann: it broke"));
}

TEST(WhatsApp, JoinsContinuedLines) {
  const std::string bytes =
      "31/12/26, 10:00 - Ann: one\r\n\r\nNote: two\r\n12:30 - three\r\n31/12/26, 10:01 - Bo: "
      "four\r\n";
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(result.documents[0].verbatims[0].text, "one\n\nNote: two\n12:30 - three");
  EXPECT_EQ(result.documents[0].origin.bytes, bytes.find("\r\n31/12/26, 10:01"));
  EXPECT_EQ(result.documents[1].origin.line, 5U);
}

TEST(WhatsApp, KeepsTheAgentUnscored) {
  const ReadResult result = read("31/12/26, 10:00 - Care: Shall we?\n31/12/26, 10:01 - Ann: Yes!\n",
                                 {{"agent", "care, Bob"}});
  EXPECT_FALSE(result.documents.at(0).verbatims[0].scored);
  EXPECT_TRUE(result.documents.at(1).verbatims[0].scored);
  EXPECT_EQ(result.documents[1].verbatims[0].prompt, "Shall we?");
  EXPECT_THAT(result.notes, Contains("agent 'Bob' writes nothing in this file"));
}

TEST(WhatsApp, KeysAMessageByWhatItIs) {
  const std::string twice = "31/12/26, 10:00 - Ann: Hi\n31/12/26, 10:00 - Ann: Hi\n";
  const ReadResult result = read(twice + "31/12/26, 10:00 - Ann: Ho\n");
  EXPECT_EQ(result.documents.at(1).key, result.documents.at(0).key + "-2");
  EXPECT_NE(result.documents.at(2).key, result.documents.at(0).key);
  EXPECT_TRUE(result.documents[0].key_is_digest);
  // What stands above does not matter: a longer export has the same messages.
  EXPECT_EQ(read("30/12/26, 10:00 - Bo: first\n" + twice).documents.at(1).key,
            result.documents[0].key);
}

TEST(WhatsApp, SetsAsideWhatItCannotRead) {
  const ReadResult result = read(
      "Chat history\n31/12/26, 10:00 - Ann: fine\n32/13/26, 10:01 - Ann: when?\n"
      "31/12/26, 10:02 - Ann: b\xFF"
      "d\n",
      {{"encoding", "UTF-8"}});
  EXPECT_THAT(messages(result), ElementsAre("2026-12-31T10:00:00Z Ann: fine"));
  ASSERT_EQ(result.rejects.size(), 3U);
  EXPECT_EQ(result.rejects[0].reason, "no_head");
  EXPECT_EQ(result.rejects[1].reason, "bad_timestamp");
  EXPECT_EQ(result.rejects[2].reason, "invalid_utf8");
}

TEST(WhatsApp, LeavesOtherTextsAlone) {
  for (const std::string other :
       {"[2026-01-01 10:00:00] INFO: started\n[2026-01-01 10:00:01] ERROR: no\n",
        "2026-01-01,10:00,Ann,Hi\n2026-01-02,10:00,Bo,Ho\n", "[00:01:02] Anna: hello\n",
        "Ann: hi\nBo: ho\n", "31/12/26, 10:00 - Ann left\n"}) {
    EXPECT_FALSE(find_adapter("whatsapp")->recognises(other)) << other;
  }
}

}  // namespace
}  // namespace voxmap
