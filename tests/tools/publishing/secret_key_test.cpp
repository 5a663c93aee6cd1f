// Keys and signatures, held against the stock minisign program in both directions.
#include "tools/publishing/secret_key.h"

#include <gtest/gtest.h>

#include "player/base/format.h"
#include "player/store/minisign.h"
#include "tests/support/process.h"
#include "tools/publishing/signer.h"

namespace signage::publishing {
namespace {

struct Folder : TemporaryFolder {
    std::string file(const std::string& name) const { return *this / name; }
    std::string write(const std::string& name, const std::string& bytes) const {
        writeFile(file(name), bytes);
        return file(name);
    }
};

// With so little address space as a small machine has.
Finished runSmall(int mebibytes, std::vector<std::string> command, const std::string& input) {
    command.insert(command.begin(),
                   {"/bin/sh", "-c", format("ulimit -v {}; exec \"$@\"", mebibytes * 1024), "sh"});
    return runProgram(command, input);
}

TEST(SecretKey, OpenFileReadsBack) {
    const SecretKey key = SecretKey::generate().value();
    const std::string file = key.encode(KeyRole::root, std::nullopt).value();
    EXPECT_FALSE(SecretKey::needsPassword(file));
    const auto again = SecretKey::decode(file, "k", std::nullopt);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->publicKey(), key.publicKey());
    EXPECT_EQ(again->secretBytes(), key.secretBytes());
}

TEST(SecretKey, TwoKeysDiffer) {
    EXPECT_NE(SecretKey::generate()->publicKey().key, SecretKey::generate()->publicKey().key);
    EXPECT_NE(SecretKey::generate()->publicKey().id, SecretKey::generate()->publicKey().id);
}

TEST(SecretKey, PasswordIsNeededAndMustBeRight) {
    const SecretKey key = SecretKey::generate().value();
    const std::string file = key.encode(KeyRole::publisher, "ひみつ").value();
    EXPECT_TRUE(SecretKey::needsPassword(file));
    ASSERT_TRUE(SecretKey::decode(file, "k", "ひみつ"));
    EXPECT_EQ(SecretKey::decode(file, "k", "ひみつ")->secretBytes(), key.secretBytes());
    const auto wrong = SecretKey::decode(file, "k", "himitsu");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fault, Fault::refused);
    EXPECT_EQ(wrong.error().line(Language::japanese),
              "k: パスワードが違います（鍵を作ったときのパスワードを渡してください）");
    EXPECT_EQ(SecretKey::decode(file, "k", std::nullopt).error().fault, Fault::refused);
}

TEST(SecretKey, EveryDamagedByteOfAnOpenKeyIsNoticedWhereItCounts) {
    const std::string file = SecretKey::generate()->encode(KeyRole::root, std::nullopt).value();
    const std::size_t line = file.find('\n') + 1;
    // From the 62nd byte on stands the secret: 84 base64 letters in.
    for (std::size_t at = line + 84; at < line + 160; at += 7) {
        std::string damaged = file;
        damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(SecretKey::decode(damaged, "k", std::nullopt)) << at;
    }
    for (const std::string& other : {std::string(), std::string("x"), file.substr(0, file.size() - 20),
                                     std::string(100000, 'A'), std::string("a\nRWQ\n")}) {
        const auto read = SecretKey::decode(other, "k", std::nullopt);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().fault, Fault::invalid);
        EXPECT_FALSE(SecretKey::needsPassword(other));
    }
}

TEST(SecretKey, PublicFileIsReadByThePlayersReader) {
    const SecretKey key = SecretKey::generate().value();
    const auto read = parsePublicKey(key.publicFile(KeyRole::root));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, key.publicKey());
}

TEST(Signer, SignatureIsGoodForTheseBytesOnly) {
    const SecretKey key = SecretKey::generate().value();
    const auto signature = parseSignature(sign("番組", key, "版 1-42").value());
    ASSERT_TRUE(signature);
    EXPECT_TRUE(signature->prehashed);
    EXPECT_EQ(signature->trustedComment, "版 1-42");
    EXPECT_TRUE(verify("番組", *signature, key.publicKey()));
    EXPECT_FALSE(verify("番組 ", *signature, key.publicKey()));
    Signature other = *signature;
    other.trustedComment = "版 1-43";
    EXPECT_FALSE(verify("番組", other, key.publicKey()));
}

TEST(Signer, TrustedCommentIsOneLine) {
    EXPECT_FALSE(sign("x", SecretKey::generate().value(), "a\nb"));
}

TEST(StockMinisign, VerifiesWhatWeSign) {
    const Folder folder;
    const SecretKey key = SecretKey::generate().value();
    const std::string pub = folder.write("k.pub", key.publicFile(KeyRole::publisher));
    const std::string file = folder.write("playlist.json", "{\"format\":1}");
    folder.write("playlist.json.minisig", sign("{\"format\":1}", key, "edition 1-42").value());
    const auto good = runProgram({"/usr/bin/minisign", "-V", "-p", pub, "-m", file});
    EXPECT_EQ(good.status, 0) << good.errors;
    EXPECT_NE(good.output.find("Trusted comment: edition 1-42"), std::string::npos) << good.output;
    folder.write("playlist.json", "{\"format\":2}");
    EXPECT_NE(runProgram({"/usr/bin/minisign", "-V", "-p", pub, "-m", file}).status, 0);
}

TEST(StockMinisign, SignsWithOurOpenKey) {
    const Folder folder;
    const SecretKey key = SecretKey::generate().value();
    const std::string secret = folder.write("k.key", key.encode(KeyRole::root, std::nullopt).value());
    const std::string file = folder.write("x", "bytes");
    const auto done = runProgram({"/usr/bin/minisign", "-S", "-s", secret, "-m", file});
    ASSERT_EQ(done.status, 0) << done.errors;
    const auto signature = parseSignature(readFile(folder.file("x.minisig")));
    ASSERT_TRUE(signature);
    EXPECT_TRUE(verify("bytes", *signature, key.publicKey()));
}

// 64 MiB: proof that the key's own limits are small, not the tool's 1 GiB.
TEST(StockMinisign, SignsWithOurEncryptedKeyOnASmallMachine) {
    const Folder folder;
    const SecretKey key = SecretKey::generate().value();
    const std::string secret = folder.write("k.key", key.encode(KeyRole::root, "open sesame").value());
    const std::string file = folder.write("x", "bytes");
    const auto done = runSmall(64, {"/usr/bin/minisign", "-S", "-s", secret, "-m", file}, "open sesame\n");
    ASSERT_EQ(done.status, 0) << done.errors;
    const auto signature = parseSignature(readFile(folder.file("x.minisig")));
    ASSERT_TRUE(signature);
    EXPECT_TRUE(verify("bytes", *signature, key.publicKey()));
    const auto wrong = runProgram({"/usr/bin/minisign", "-S", "-s", secret, "-m", file}, "open barley\n");
    EXPECT_NE(wrong.status, 0);
}

TEST(StockMinisign, ItsOpenKeySignsForUs) {
    const Folder folder;
    ASSERT_EQ(
        runProgram({"/usr/bin/minisign", "-G", "-W", "-p", folder.file("m.pub"), "-s", folder.file("m.key")})
            .status,
        0);
    const auto key = SecretKey::decode(readFile(folder.file("m.key")), "m.key", std::nullopt);
    ASSERT_TRUE(key) << key.error().line(Language::english);
    EXPECT_EQ(key->publicKey(), parsePublicKey(readFile(folder.file("m.pub"))).value());
    folder.write("x", "bytes");
    folder.write("x.minisig", sign("bytes", *key, "ours").value());
    EXPECT_EQ(
        runProgram({"/usr/bin/minisign", "-V", "-p", folder.file("m.pub"), "-m", folder.file("x")}).status,
        0);
}

// Under a limit the tool halves its cost until it fits, so that the test does not need its 1 GiB.
TEST(StockMinisign, ItsEncryptedKeyIsReadWithItsPassword) {
    const Folder folder;
    const auto made =
        runSmall(80, {"/usr/bin/minisign", "-G", "-p", folder.file("m.pub"), "-s", folder.file("m.key")},
                 "pass\npass\n");
    ASSERT_EQ(made.status, 0) << made.errors;
    const std::string file = readFile(folder.file("m.key"));
    EXPECT_TRUE(SecretKey::needsPassword(file));
    const auto key = SecretKey::decode(file, "m.key", "pass");
    ASSERT_TRUE(key) << key.error().line(Language::english);
    EXPECT_EQ(key->publicKey(), parsePublicKey(readFile(folder.file("m.pub"))).value());
    EXPECT_FALSE(SecretKey::decode(file, "m.key", "word"));
}

}  // namespace
}  // namespace signage::publishing
