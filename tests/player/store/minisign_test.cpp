// Minisign signatures: what the stock tool signs is accepted, everything altered is not.
#include "player/store/minisign.h"

#include <gtest/gtest.h>

#include "tests/support/editions/edition_maker.h"
#include "tests/support/must.h"
#include "tests/support/process.h"

namespace signage {
namespace {

using testing::must;
using testing::TestKey;

class StockMinisign : public ::testing::Test {
  protected:
    // A key pair, a file and its signature, made by the tool; `form` is its option for the signature's form.
    void sign(const std::vector<std::string>& form) {
        writeFile(folder_ / "file", content_);
        run({"minisign", "-G", "-W", "-p", folder_ / "a.pub", "-s", folder_ / "a.key"});
        std::vector<std::string> command{"minisign",       "-S", "-s",           folder_ / "a.key", "-m",
                                         folder_ / "file", "-t", "港区の版 1-42"};
        command.insert(command.end(), form.begin(), form.end());
        run(command);
        key_ = must(parsePublicKey(readFile(folder_ / "a.pub")));
        signature_ = must(parseSignature(readFile(folder_ / "file.minisig")));
    }
    static void run(const std::vector<std::string>& command) {
        std::vector<std::string> found{"/usr/bin/env"};
        found.insert(found.end(), command.begin(), command.end());
        const Finished finished = runProgram(found);
        ASSERT_EQ(finished.status, 0)
            << "the minisign tool is needed (package minisign): " << finished.errors;
    }

    TemporaryFolder folder_;
    std::string content_ = "{\"format\": \"signage-playlist/1\"}\n";
    PublicKey key_;
    Signature signature_;
};

TEST_F(StockMinisign, ItsSignatureIsAccepted) {
    sign({});
    EXPECT_TRUE(signature_.prehashed);
    EXPECT_EQ(signature_.trustedComment, "港区の版 1-42");
    const auto verified = verify(content_, signature_, key_);
    EXPECT_TRUE(verified.has_value());
    EXPECT_FALSE(verify(content_ + " ", signature_, key_).has_value());
}

TEST_F(StockMinisign, ItsLegacySignatureIsAcceptedToo) {
    sign({"-l"});
    EXPECT_FALSE(signature_.prehashed);
    EXPECT_TRUE(verify(content_, signature_, key_).has_value());
    EXPECT_FALSE(verify(content_ + " ", signature_, key_).has_value());
}

TEST_F(StockMinisign, ItsKeyIdIsPrintedAsTheToolPrintsIt) {
    sign({});
    const std::string file = readFile(folder_ / "a.pub");
    // The tool leaves out zeros at the head.
    const std::string full = keyIdText(key_.id);
    EXPECT_NE(file.find("minisign public key " + full.substr(full.find_first_not_of('0'))), std::string::npos)
        << file;
    EXPECT_NE(file.find(encodePublicKey(key_)), std::string::npos) << file;
    EXPECT_EQ(must(parseKeyId(keyIdText(key_.id))), key_.id);
}

class Minisign : public ::testing::Test {
  protected:
    TestKey key_{7};
    std::string content_ = "content";
    std::string text_ = key_.sign(content_);
};

TEST_F(Minisign, EveryAlteredBitIsRefused) {
    const auto first = text_.find('\n') + 1;  // the untrusted comment means nothing
    for (std::size_t at = first; at < text_.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string altered = text_;
            altered[at] = static_cast<char>(static_cast<unsigned char>(altered[at]) ^ (1U << bit));
            const auto signature = parseSignature(altered);
            EXPECT_FALSE(signature && verify(content_, *signature, key_.publicKey())) << at << ' ' << bit;
        }
    }
}

TEST_F(Minisign, TheUntrustedCommentMayBeAnything) {
    const std::string body = text_.substr(text_.find('\n'));
    const auto signature = must(parseSignature("untrusted comment: <script>alert(1)</script>" + body));
    EXPECT_TRUE(verify(content_, signature, key_.publicKey()).has_value());
    EXPECT_EQ(signature.trustedComment, "timestamp:1739145600");
}

TEST_F(Minisign, WindowsLineEndsAreReadLikeTheTool) {
    std::string windows;
    for (const char c : text_) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const auto signature = must(parseSignature(windows));
    EXPECT_TRUE(verify(content_, signature, key_.publicKey()).has_value());
}

TEST_F(Minisign, SaysWhatIsWrong) {
    const auto signature = must(parseSignature(text_));
    const auto otherKey = verify(content_, signature, TestKey{8}.publicKey());
    EXPECT_EQ(otherKey.error().what.en, "it was signed with another key");
    EXPECT_EQ(otherKey.error().fault, Fault::refused);
    EXPECT_EQ(verify("other", signature, key_.publicKey()).error().what.en,
              "the signature does not match the content");
    Signature altered = signature;
    altered.trustedComment = "timestamp:1";
    EXPECT_EQ(verify(content_, altered, key_.publicKey()).error().what.en,
              "the signature's trusted comment was altered");
    PublicKey sameId = TestKey{8}.publicKey();
    sameId.id = signature.keyId;
    EXPECT_FALSE(verify(content_, signature, sameId).has_value()) << "the id alone proves nothing";
}

TEST_F(Minisign, WhatIsNotASignatureIsRefused) {
    for (const std::string& text :
         {std::string(), std::string("\n\n\n\n"), text_.substr(0, 60), std::string(5000, 'a'), text_ + text_,
          text_ + std::string(1, '\0'), "comment: x" + text_.substr(text_.find('\n')),
          std::string("untrusted comment: x\n!!!!\n")}) {
        EXPECT_EQ(parseSignature(text).error().fault, Fault::invalid) << text;
    }
}

TEST(PublicKeyText, FileAndLine) {
    const PublicKey key = TestKey{9}.publicKey();
    const std::string line = encodePublicKey(key);
    EXPECT_EQ(line.size(), 56U);
    EXPECT_EQ(must(parsePublicKey(line)), key);
    EXPECT_EQ(must(parsePublicKey("untrusted comment: minisign public key X\r\n" + line + "\r\n")), key);
    for (const std::string& text :
         {std::string(), line.substr(1), line + "A", line + "\nmore", "x\n" + line}) {
        EXPECT_EQ(parsePublicKey(text).error().fault, Fault::invalid) << text;
    }
    EXPECT_FALSE(parseKeyId("0123").has_value());
    EXPECT_FALSE(parseKeyId("0123456789abcdeg").has_value());
    EXPECT_EQ(keyIdText(must(parseKeyId("0123456789abcdef"))), "0123456789ABCDEF");
}

}  // namespace
}  // namespace signage
