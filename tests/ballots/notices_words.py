"""Words that the papers of the pilot sample share: bodies, and what they rest on. Literals, worked out from the rules' sources."""

TOWNSHIP, COMMITTEE = "中共崇仁县许坊乡委员会", "许坊乡长沙坑村党支部“两票制”选举委员会"
BRANCH, ASSEMBLY = "中共许坊乡长沙坑村支部委员会", "中共许坊乡长沙坑村支部党员大会"
BASIS_2004 = (
    "根据《中国共产党章程》《中国共产党农村基层组织工作条例》和《中国共产党基层组织选举工作暂行条例》"
)
BASIS_TODAY = (
    "根据《中国共产党章程》《中国共产党农村基层组织工作条例》《中国共产党基层组织选举工作条例》"
    "和《中国共产党支部工作条例（试行）》"
)
BORROWED = "，参照《中华人民共和国村民委员会组织法》有关投票的规定"
# Of the handover, by kind of paper: nobody is elected by it.
HANDOVER_2004 = dict.fromkeys(("handover_list", "division"), "根据《中国共产党农村基层组织工作条例》，")
HANDOVER_TODAY = dict.fromkeys(
    ("handover_list", "division"),
    "根据《中国共产党农村基层组织工作条例》和《中国共产党支部工作条例（试行）》，",
)
